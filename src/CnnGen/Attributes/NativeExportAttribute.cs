namespace CnnGen;

/// <summary>
/// Exports a network to programs in other languages: a project with <c>NativeLib</c> set to <c>Shared</c> is then published as a shared library with C
/// functions that create the network, run and free it, and with a C header beside it.
/// </summary>
/// <remarks>See docs/native-library.md. It stands beside <see cref="NetworkAttribute"/>.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NativeExportAttribute : Attribute
{
    /// <summary>Functions are named after the class, in small letters: <c>lenet5_forward</c>.</summary>
    public NativeExportAttribute()
    {
    }

    /// <summary>Functions have names of your choice.</summary>
    /// <param name="prefix">What the functions' names begin with, before the underscore: letters, digits and underscores, no digit first.</param>
    public NativeExportAttribute(string prefix) => Prefix = prefix;

    /// <summary>What the functions' names begin with; null for the class's name in small letters.</summary>
    public string? Prefix { get; }
}
