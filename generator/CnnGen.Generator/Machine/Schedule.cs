using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Machine;

/// <summary>How one node is computed, with every decision made: tiles, unroll factors, layouts, prefetches. Lowering obeys it.</summary>
internal abstract record Schedule
{
    /// <summary>
    /// The longest loop that lowering writes out, in what the algorithm counts: elements of a copy, taps of all windows of a pool, multiply-adds of a row of
    /// the kernel, channels of a reduction. Null for what serves in general.
    /// </summary>
    public int? UnrollLimit { get; init; }

    /// <summary>How a description ends that names the unrolling, where it is not the default.</summary>
    protected string Unrolling => UnrollLimit is { } limit ? FormattableString.Invariant($"; loops of up to {limit} written out") : "";

    /// <summary>Algorithm, tile and reason, as the generated comment states them.</summary>
    public abstract string Describe();

    /// <summary>The schedule with the decisions that depend on where values stand: loop order, prefetches, stores. The last step of planning.</summary>
    public virtual Schedule WithLayouts(NodeLayouts layouts) => this;

    /// <summary>The zeros this algorithm needs around an input.</summary>
    public virtual Border InputBorder(int input) => default;

    /// <summary>Whether it adds to the border of its output, where gradients of padding fall: who reads zeros there has them cleared afterwards.</summary>
    public virtual bool WritesBorder => false;

    /// <summary>Whether an input may have this layout.</summary>
    public virtual bool Accepts(int input, BufferLayout layout) => layout.IsChannelsLast;

    /// <summary>Whether it may read up to a vector past the end of an input, which the user's memory does not allow.</summary>
    public virtual bool ReadsPastEnd(int input) => true;

    /// <summary>Whether it wants an input with channels first, rows rounded up to vectors.</summary>
    public virtual bool WantsChannelsFirst(int input) => false;

    /// <summary>The same algorithm writing channels first, or null where it cannot.</summary>
    public virtual Schedule? WritingChannelsFirst() => null;

    /// <summary>Where it writes.</summary>
    public virtual BufferLayout OutputLayout(TensorShape shape, Border border, Target target) => BufferLayout.ChannelsLast(shape, border);

    /// <summary>Whether it writes any layout whose channels are neighbours, such as some of the channels of a larger value.</summary>
    public virtual bool WritesAnyLayout => false;

    /// <summary>Where the places of the maxima stand, if it keeps them.</summary>
    public virtual BufferLayout ArgMaxLayout(TensorShape shape, Target target) => BufferLayout.ChannelsLast(shape, default);
}
