        // leakyrelu1: LeakyRelu 0.2: 6×6×8 → 6×6×8.
        // out = f(in), value by value.
        // One pass over all values.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Leakyrelu1(float* input, float* output)
        {
            for (nint i = 0; i < 288; i += 8)
            {
                V x = *(V*)&input[i];
                *(V*)&output[i] = Vector256.ConditionalSelect(Vector256.GreaterThan(x, V.Zero), x, (x * Vector256.Create(0.2f)));
            }
        }
