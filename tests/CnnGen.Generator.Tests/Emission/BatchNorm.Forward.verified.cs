partial class Net
{
    /// <summary>The forward pass with vectors of 8 floats.</summary>
    private static unsafe class ForwardVector256
    {
        /// <summary>Brings the weights into the order the kernels read.</summary>
        public static void Pack(float* weights, float* packed)
        {
            // Weights of one layer after the other, with the batch norm behind it multiplied into them.
            using PackingScratch scratch = new(64);
            float* folded = scratch.Pointer;
            // bn1: factors γ/√(σ² + ε) and summands β − μ · factor
            new BatchNormTensors(weights, weights + 16, weights + 112, weights + 128, 3, 1E-05f).Factors(packed, packed + 16);
            // bn2 folded into conv1: weight · s and β − μ · s, s = γ/√(σ² + ε)
            new BatchNormTensors(weights + 80, weights + 96, weights + 144, weights + 160, 12, 1E-05f).FoldInto(weights + 32, 3, null, folded, folded + 48);
            // conv1.weight [oc, ic, kh, kw] → [kh, kw, ic, oc], 16 channels a tile
            Packing.Copy(folded, packed + 32, [1, 1, 1, 3, 12], [36, 1, 1, 1, 3], [48, 48, 48, 16, 1]);
            // conv1.bias
            Packing.Copy(folded + 48, packed + 80, [12], [1], [1]);
        }
        // bn1: BatchNorm: 6×5×3 → 6×5×3.
        // out = in · factor[c] + summand[c], factor = γ/√(σ² + ε), summand = β − μ · factor.
        // One pass over all values; factors and summands are made when the weights are packed.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Bn1(float* input, float* factors, float* summands, float* output)
        {
            for (nint i = 0; i < 30; i++)
            {
                Vector128<float> x = *(Vector128<float>*)(input + 3 * i);
                Vector128<float> y = Vector128.MultiplyAddEstimate(x, *(Vector128<float>*)factors, *(Vector128<float>*)summands);
                PartialVector.Store(output + 3 * i, y, 3);
            }
        }
