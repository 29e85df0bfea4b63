using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Blocks;

/// <summary>What expressions may name beside the parameters: the shape of a block's input, and the running number of what is repeated.</summary>
internal static class BlockNames
{
    /// <summary>The running number, from 0 on.</summary>
    public const string Index = "index";

    /// <summary>What the names of sizes of a block's input begin with.</summary>
    public const string InputSizes = "input.";

    private const string Height = "input.Height";
    private const string Width = "input.Width";
    private const string Channels = "input.Channels";

    /// <summary>The parameters of a block's use with the sizes of its input; null sizes are not known yet.</summary>
    public static void AddInput(Dictionary<string, ArgumentValue> parameters, TensorShape? input)
    {
        parameters[Height] = Size(input?.Height);
        parameters[Width] = Size(input?.Width);
        parameters[Channels] = Size(input?.Channels);
    }

    private static ArgumentValue Size(int? size) => size is { } known ? new IntegerArgument(known) : UnknownArgument.Instance;
}
