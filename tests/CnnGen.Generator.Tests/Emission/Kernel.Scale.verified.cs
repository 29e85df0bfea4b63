        // scale1: Scale, bias: 6×6×8 → 6×6×8.
        // out[oh, ow, c] = weight[c] · in + bias[c].
        // One pass over all values.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Scale1(float* input, float* factors, float* summands, float* output)
        {
            for (nint i = 0; i < 36; i++)
            {
                *(V*)&output[8 * i] = Vector256.MultiplyAddEstimate(*(V*)&input[8 * i], *(V*)factors, *(V*)summands);
            }
        }
