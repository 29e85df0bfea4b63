namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>One layer attribute as a user would write it: <c>Conv(6, 5, Stride = 2)</c>.</summary>
internal sealed class LayerText(string kind, params IEnumerable<string> arguments)
{
    private readonly List<string> _arguments = [.. arguments];

    public string Kind => kind;

    public string? Label { get; private set; }

    public LayerText Set(string property, string value)
    {
        _arguments.Add($"{property} = {value}");
        return this;
    }

    public LayerText Set(string property, int value) => Set(property, FormattableString.Invariant($"{value}"));

    public LayerText SetName(string property, string name)
    {
        Label = property == "As" ? name : Label;
        return Set(property, $"\"{name}\"");
    }

    public override string ToString() => _arguments.Count == 0 ? kind : $"{kind}({string.Join(", ", _arguments)})";
}
