namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>One tiny program a message. The table under docs/diagnostics is made of these.</summary>
internal static partial class WrongNetworks
{
    public static readonly IReadOnlyList<WrongNetwork> All = [.. Declaration, .. Names, .. Blocks, .. Published, .. Shape, .. Training];
}
