        // softmax1: Softmax: 6×6×8 → 6×6×8.
        // out[i] = exp(in[i] − max in) / Σ exp(in[j] − max in).
        // Three passes; the largest score is subtracted first, so that nothing overflows.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Softmax1(float* input, float* output)
        {
            V largest = Vector256.Create(float.NegativeInfinity);
            for (nint i = 0; i < 288; i += 8)
            {
                largest = Vector256.MaxNative(largest, *(V*)&input[i]);
            }
            V subtracted = Vector256.Create(VectorMath.LargestLane(largest));
            V sum = V.Zero;
            for (nint i = 0; i < 288; i += 8)
            {
                V e = VectorMath.Exp((*(V*)&input[i] - subtracted));
                sum = sum + e;
                *(V*)&output[i] = e;
            }
            V total = Vector256.Create(Vector256.Sum(sum));
            for (nint i = 0; i < 288; i += 8)
            {
                *(V*)&output[i] = *(V*)&output[i] / total;
            }
        }
