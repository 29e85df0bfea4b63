        // softmax1: Softmax: 6×6×8 → 6×6×8.
        // out[i] = exp(in[i] − max in) / Σ exp(in[j] − max in).
        // Three passes; the largest score is subtracted first, so that nothing overflows.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Softmax1(float* input, float* output)
        {
            Vector256<float> largest = Vector256.Create(float.NegativeInfinity);
            for (nint i = 0; i < 288; i += 8)
            {
                largest = Vector256.MaxNative(largest, *(Vector256<float>*)&input[i]);
            }
            Vector256<float> subtracted = Vector256.Create(VectorMath.LargestLane(largest));
            Vector256<float> sum = Vector256<float>.Zero;
            for (nint i = 0; i < 288; i += 8)
            {
                Vector256<float> e = VectorMath.Exp((*(Vector256<float>*)&input[i] - subtracted));
                sum = sum + e;
                *(Vector256<float>*)&output[i] = e;
            }
            Vector256<float> total = Vector256.Create(Vector256.Sum(sum));
            for (nint i = 0; i < 288; i += 8)
            {
                *(Vector256<float>*)&output[i] = *(Vector256<float>*)&output[i] / total;
            }
        }
