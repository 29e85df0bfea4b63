namespace CnnGen.Tool.Onnx;

/// <summary>Messages that quote a file: whatever stands there, they stay one line and drive no terminal.</summary>
internal static class OneLine
{
    public static string Of(string message) => string.Concat(message.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
