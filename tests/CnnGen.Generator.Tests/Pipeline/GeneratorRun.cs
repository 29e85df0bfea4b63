using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using CnnGen.Generator.Tests.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CnnGen.Generator.Tests.Pipeline;

/// <summary>Runs the generator twice over two states of a program and looks at what was computed again.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorRunResult _second;

    private GeneratorRun(GeneratorRunResult second)
    {
        _second = second;
        foreach (string step in PipelineSteps.All)
        {
            foreach (object model in _second.TrackedSteps[step].SelectMany(tracked => tracked.Outputs).Select(output => output.Value))
            {
                AssertHoldsNoSymbols(model, step, []);
            }
        }
    }

    /// <summary>Runs over the first sources, then, with the same driver, over the second.</summary>
    public static GeneratorRun Twice(string[] before, string[] after)
    {
        CSharpCompilation first = TestCompilation.Create(before);
        CSharpCompilation second = first;

        // A tree that did not change stays the same object, as in the editor.
        for (int i = 0; i < after.Length; i++)
        {
            if (i >= before.Length)
            {
                second = second.AddSyntaxTrees(TestCompilation.Create(after).SyntaxTrees[i]);
            }
            else if (before[i] != after[i])
            {
                second = second.ReplaceSyntaxTree(second.SyntaxTrees[i], TestCompilation.Create(after).SyntaxTrees[i]);
            }
        }

        return Twice(first, second);
    }

    /// <summary>Runs over one state of a program, then, with the same driver, over another.</summary>
    public static GeneratorRun Twice(CSharpCompilation before, CSharpCompilation after)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new CnnGenerator().AsSourceGenerator()],
            parseOptions: TestCompilation.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        GeneratorRunResult result = driver.RunGenerators(before).RunGenerators(after).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return new GeneratorRun(result);
    }

    /// <summary>Asserts that the spec came out equal, and that nothing after it was computed.</summary>
    public void AssertNothingIsRecomputed()
    {
        Assert.All(
            Reasons(PipelineSteps.Spec),
            reason => Assert.Contains(reason, new[] { IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached }));
        Assert.All(Reasons(PipelineSteps.Graph), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(Reasons(PipelineSteps.Files), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        IEnumerable<IncrementalStepRunReason> outputs =
            _second.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);
        Assert.All(outputs, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        _second.TrackedSteps[step].SelectMany(tracked => tracked.Outputs).Select(output => output.Reason).ToList();

    /// <summary>A model that holds a symbol keeps a whole compilation alive, and is never equal to the next one.</summary>
    private static void AssertHoldsNoSymbols(object? model, string step, HashSet<object> seen)
    {
        if (model is null or string || model.GetType() is { IsPrimitive: true } or { IsEnum: true } || !seen.Add(model))
        {
            return;
        }

        Assert.False(
            model is ISymbol or Microsoft.CodeAnalysis.Compilation or SyntaxNode or SyntaxTree or SyntaxReference or Location or AttributeData or SemanticModel,
            $"The step {step} holds a {model.GetType().Name}.");
        if (model is IEnumerable elements)
        {
            foreach (object? element in elements)
            {
                AssertHoldsNoSymbols(element, step, seen);
            }
        }

        for (Type? type = model.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                AssertHoldsNoSymbols(field.GetValue(model), step, seen);
            }
        }
    }
}
