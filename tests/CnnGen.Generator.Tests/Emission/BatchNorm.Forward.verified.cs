static partial class Net_Code
{
    /// <summary>The forward pass with vectors of 8 floats.</summary>
    private static unsafe class ForwardVector256
    {
        /// <summary>How the weights come into the order that the kernels read: where a block begins, where it is put, its sizes, the steps in both
        ///   orders.</summary>
        public static PackingStep[] PackingSteps()
        {
            return
            [
                // bn1: factors γ/√(σ² + ε) and summands β − μ · factor
                new NormFactorsStep(new(0, 16, 112, 128, 1E-05f), channels: 3, factors: 0, summands: 16),
                // conv1.weight [oc, ic, kh, kw] → [kh, kw, ic, oc], 16 channels a tile, times s = γ/√(σ² + ε) of bn2
                new CopyStep(32, 32, [1, 1, 1, 3, 12], [36, 1, 1, 1, 3], [48, 48, 48, 16, 1])
                    { Factors = new(new(80, 96, 144, 160, 1E-05f), channelLength: 3) },
                // bias of conv1 with bn2: β − μ · s, s = γ/√(σ² + ε)
                new FoldedBiasStep(new(80, 96, 144, 160, 1E-05f), channels: 12, bias: -1, packed: 80),
            ];
        }
        // bn1: BatchNorm: 6×5×3 → 6×5×3.
        // out = in · factor[c] + summand[c], factor = γ/√(σ² + ε), summand = β − μ · factor.
        // One pass over all values; factors and summands are made when the weights are packed.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Bn1(float* input, float* factors, float* summands, float* output)
        {
            for (nint i = 0; i < 30; i++)
            {
                Vector128<float> x = *(Vector128<float>*)&input[3 * i];
                Vector128<float> y = Vector128.MultiplyAddEstimate(x, *(Vector128<float>*)factors, *(Vector128<float>*)summands);
                PartialVector.Store(output + 3 * i, y, 3);
            }
        }
