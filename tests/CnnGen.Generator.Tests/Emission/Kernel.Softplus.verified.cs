        // softplus1: Softplus: 6×6×8 → 6×6×8.
        // out = f(in), value by value.
        // One pass over all values.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Softplus1(float* input, float* output)
        {
            for (nint i = 0; i < 288; i += 8)
            {
                V x = *(V*)&input[i];
                *(V*)&output[i] = VectorMath.Softplus(x);
            }
        }
