namespace CnnGen.Generator.Model;

/// <summary>A block as it was declared, without locations.</summary>
/// <param name="Key">What distinguishes it from every other block: its full name and assembly.</param>
/// <param name="Name">The attribute's name without its suffix.</param>
/// <param name="Layers">Its body, in source order.</param>
internal sealed record BlockSpec(string Key, string Name, EquatableArray<LayerSpec> Layers);

/// <summary>A block that is checked by itself.</summary>
/// <param name="Block">Its name and body.</param>
/// <param name="Parameters">The parameters that it has in any of its constructors.</param>
/// <param name="Blocks">The blocks that its body uses, directly or not.</param>
internal sealed record BlockDeclaration(BlockSpec Block, EquatableArray<BlockParameter> Parameters, EquatableArray<BlockSpec> Blocks);

/// <summary>A constructor parameter of a block.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsText">Whether it is a string: a label or name of the place where the block is used.</param>
internal sealed record BlockParameter(string Name, bool IsText);
