using Microsoft.CodeAnalysis;

namespace CnnGen.Integration.Tests.Harness;

/// <summary>A generator for tests of the harness: writes a given text once for each class marked with [Network].</summary>
/// <param name="write">The text, given the class's symbol.</param>
/// <param name="model">What crosses the pipeline; caching depends on its equality.</param>
internal sealed class HandWrittenGenerator(Func<string> write, Func<GeneratorAttributeSyntaxContext, object> model) : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<object> networks =
            context.SyntaxProvider.ForAttributeWithMetadataName("CnnGen.NetworkAttribute", static (_, _) => true, (attribute, _) => model(attribute));
        context.RegisterSourceOutput(networks, (output, _) => output.AddSource("Network.g.cs", write()));
    }
}
