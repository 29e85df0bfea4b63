using System.Globalization;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Package.Tests;

[Collection(PackageCollection.Name)]
public sealed class ConsumerTests(PackedPackage package)
{
    [Fact]
    public void DeclaredNetwork_BuildsWithoutWarningAndRuns()
    {
        using ConsumerProject consumer = new(package, """
            using System;
            using System.IO;
            using System.Linq;
            using CnnGen;

            Digits.LeNet5 network = Digits.LeNet5.Create(seed: 1);
            float[] image = Enumerable.Range(0, Digits.LeNet5.InputLength).Select(i => (i % 7) / 7f).ToArray();
            float[] probabilities = new float[Digits.LeNet5.OutputLength];
            network.Forward(image, probabilities);
            string path = Path.Combine(AppContext.BaseDirectory, "lenet5.safetensors");
            network.Save(path);
            float[] afterLoad = new float[Digits.LeNet5.OutputLength];
            Digits.LeNet5.Load(path).Forward(image, afterLoad);

            Console.WriteLine($"parameters {Digits.LeNet5.ParameterCount}");
            Console.WriteLine($"multiply-adds {Digits.LeNet5.MultiplyAdds}");
            Console.WriteLine(FormattableString.Invariant($"sum {probabilities.Sum():F4}"));
            Console.WriteLine($"predicts the largest {network.Predict(image) == Array.IndexOf(probabilities, probabilities.Max())}");
            Console.WriteLine($"same after loading {probabilities.SequenceEqual(afterLoad)}");
            Console.WriteLine(Digits.LeNet5.Summary);

            // The project does not allow unsafe code; the package does.
            unsafe
            {
                int value = 42;
                int* pointer = &value;
                Console.WriteLine($"through a pointer {*pointer}");
            }

            namespace Digits
            {
                [Network]
                [Input(28, 28, 1)]
                [Conv(6, 5, Padding = Padding.Same), Relu, MaxPool(2)]
                [Conv(16, 5), Relu, MaxPool(2)]
                [Dense(120), Relu]
                [Dense(84), Relu]
                [Dense(10)]
                [SoftmaxCrossEntropy]
                internal sealed partial class LeNet5;
            }
            """);

        consumer.Build().Succeeded();
        ProgramRun run = consumer.Run().Succeeded();

        Assert.Equal("61706", run.Value("parameters "));
        Assert.Equal("416520", run.Value("multiply-adds "));
        Assert.Equal(1, double.Parse(run.Value("sum "), CultureInfo.InvariantCulture), 3);
        Assert.Equal("True", run.Value("predicts the largest "));
        Assert.Equal("True", run.Value("same after loading "));
        Assert.Equal("42", run.Value("through a pointer "));
        Assert.Contains("conv2", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net9.0")]
    [InlineData("netstandard2.1")]
    public void AnOlderTarget_IsRefusedWhenItIsRestored(string target)
    {
        // Without the references of the older framework, which would have to be downloaded first.
        using ConsumerProject consumer =
            new(package, "", $"<TargetFramework>{target}</TargetFramework><DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>");

        ProgramRun run = consumer.Build();

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains($"error NU1202: Package CnnGen {package.Version} is not compatible with {target}", run.Output, StringComparison.Ordinal);
        Assert.Contains("supports: net10.0", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ListedVectorWidths_AreEmittedAndNoOthers()
    {
        using ConsumerProject consumer = new(
            package,
            """
            using System;
            using System.Reflection;
            using CnnGen;

            foreach (Type program in typeof(Small).Assembly.GetType("CnnGen.Generated.Small_Code", throwOnError: true)!.GetNestedTypes(BindingFlags.NonPublic))
            {
                Console.WriteLine(program.Name);
            }

            [Network]
            [Input(4, 4, 1)]
            [Conv(4, 3), Relu]
            internal sealed partial class Small;
            """,
            "<CnnGenVectorBits>256;128</CnnGenVectorBits>");

        consumer.Build().Succeeded();

        Assert.Equal(
            ["ForwardVector256", "ForwardVector128"],
            consumer.Run().Succeeded().Lines.Where(line => line.StartsWith("Forward", StringComparison.Ordinal)));
    }

    [Fact]
    public void KernelThatDoesNotFit_FailsTheBuildWithOneErrorOnly()
    {
        using ConsumerProject consumer = new(package, """
            using CnnGen;

            Broken network = Broken.Create(seed: 1);
            float[] output = new float[Broken.OutputLength];
            network.Forward(new float[Broken.InputLength], output);
            network.Save("broken.safetensors");

            [Network]
            [Input(4, 4, 1)]
            [Conv(16, 5), Relu]
            [Dense(10), SoftmaxCrossEntropy]
            internal sealed partial class Broken;
            """);

        ProgramRun build = consumer.Build();

        Assert.NotEqual(0, build.ExitCode);
        string error = Assert.Single(build.Lines.Where(line => line.Contains(": error ", StringComparison.Ordinal)).Distinct());
        Assert.Contains("Program.cs(10,11): error CNN0101: conv1: kernel 5 does not fit the 4×4 input", error, StringComparison.Ordinal);
    }

    [Fact]
    public void UnsafeCodeSwitchedOff_FailsTheBuildWithOneErrorOnly()
    {
        using ConsumerProject consumer = new(
            package,
            """
            using CnnGen;

            float[] output = new float[Small.OutputLength];
            Small.Create(seed: 1).Forward(new float[Small.InputLength], output);

            [Network, Input(4, 4, 1), Conv(4, 3), Relu, Dense(2), SoftmaxCrossEntropy]
            internal sealed partial class Small;
            """,
            "<AllowUnsafeBlocks>false</AllowUnsafeBlocks>");

        string error = Assert.Single(Errors(consumer.Build()));
        Assert.Contains("error CNN0021: Network 'Small' is compiled to code with pointers", error, StringComparison.Ordinal);
    }

    /// <summary>What the compiler finds wrong with declarations keeps it from asking analyzers; a build prints our errors all the same, each once.</summary>
    [Fact]
    public void WrongDeclarations_HideNothing()
    {
        using ConsumerProject consumer = new(package, """
            using CnnGen;

            [Network, Input(8, 8, 1), Dense(2)]
            public class NotPartial;

            [Network, Input(8, 8, 1), Conv(4, 9), Dense(2)]
            public partial class First;

            [Network, Input(8, 8, 1), MaxPool(10), Dense(2)]
            public partial class Second;

            [Network, Input(8, 8, 1), Dense(2)]
            public partial class WithoutLoss;

            internal class User : Missing
            {
                private readonly Trainer<WithoutLoss>? _trainer = null;
            }
            """);

        IEnumerable<string> ids = Errors(consumer.Build()).Select(error => error.Split(": error ")[1].Split(':')[0]).Order(StringComparer.Ordinal);
        Assert.Equal(["CNN0001", "CNN0101", "CNN0101", "CNN0230", "CS0246", "CS0311"], ids.Where(id => id != "CS5001"));
    }

    private static string[] Errors(ProgramRun build)
    {
        Assert.NotEqual(0, build.ExitCode);
        return [.. build.Lines.Where(line => line.Contains(": error ", StringComparison.Ordinal)).Distinct()];
    }
}
