        // prelu1: PRelu: 6×6×8 → 6×6×8.
        // out[oh, ow, c] = in > 0 ? in : weight[c] · in.
        // One pass over all values.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Prelu1(float* input, float* slopes, float* output)
        {
            for (nint i = 0; i < 36; i++)
            {
                V x = *(V*)&input[8 * i];
                *(V*)&output[8 * i] = Vector256.ConditionalSelect(Vector256.GreaterThan(x, V.Zero), x, (x * *(V*)slopes));
            }
        }
