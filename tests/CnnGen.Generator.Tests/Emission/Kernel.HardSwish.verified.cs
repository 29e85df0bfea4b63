        // hardswish1: HardSwish: 6×6×8 → 6×6×8.
        // out = f(in), value by value.
        // One pass over all values.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Hardswish1(float* input, float* output)
        {
            for (nint i = 0; i < 288; i += 8)
            {
                V x = *(V*)&input[i];
                *(V*)&output[i] = x * Vector256.MaxNative(V.Zero,
                    Vector256.MinNative(Vector256.Create(1f), Vector256.MultiplyAddEstimate(x, Vector256.Create(0.16666667f), Vector256.Create(0.5f))));
            }
        }
