        // hardswish1: HardSwish: 6×6×8 → 6×6×8.
        // out = f(in), value by value.
        // One pass over all values.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Hardswish1(float* input, float* output)
        {
            for (nint i = 0; i < 288; i += 8)
            {
                Vector256<float> x = *(Vector256<float>*)&input[i];
                *(Vector256<float>*)&output[i] = x * Vector256.MaxNative(Vector256<float>.Zero, Vector256.MinNative(Vector256.Create(1f), Vector256.MultiplyAddEstimate(x, Vector256.Create(0.16666667f), Vector256.Create(0.5f))));
            }
        }
