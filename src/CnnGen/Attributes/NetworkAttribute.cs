namespace CnnGen;

/// <summary>Marks a partial class whose attributes, in their order, are the layers of a convolutional network.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute;
