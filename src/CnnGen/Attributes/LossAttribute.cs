namespace CnnGen;

/// <summary>What training makes small. The last layer of a trainable network; it asks for the backward pass. Losses and gradients are means over the batch.</summary>
public abstract class LossAttribute : LayerAttribute;
