namespace CnnGen;

/// <summary>x·max(0, min(1, x/6 + ½)).</summary>
public sealed class HardSwishAttribute : LayerAttribute;
