using System.Reflection;
using CnnGen.Generator.Model;
using CnnGen.Runtime;
using Networks.Catalog;

namespace CnnGen.Benchmarks.Scaling;

/// <summary>What runs a generated network, behind its class: for those who call its stages one by one.</summary>
internal static class GeneratedRuntime
{
    private const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Instance;

    /// <summary>The runtime of a network.</summary>
    public static NetworkRuntime Of(RunnableNetwork network) =>
        network.GetType().GetFields(Hidden).Select(field => field.GetValue(network))
            .Select(generated => generated?.GetType().GetField(GeneratedMembers.Runtime, Hidden)?.GetValue(generated))
            .OfType<NetworkRuntime>().Single();
}
