        // upsample1: Upsample 2×2, bilinear: 6×6×8 → 12×12×8.
        // out[oh, ow, c] = the mean of the pixels around, by their distance; row 0.
        // Edges and phases of the scale have loops of their own, so that all weights are constants.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Upsample1(float* input, float* output)
        {
            {
                V sum = *(V*)input;
                *(V*)output = sum;
            }
            for (nint column = 0; column < 5; column++)
            {
                V sum = *(V*)&input[8 * column] * Vector256.Create(0.25f);
                sum = Vector256.MultiplyAddEstimate(*(V*)&input[(8 * column) + 8], Vector256.Create(0.75f), sum);
                *(V*)&output[(16 * column) + 16] = sum;
            }
            for (nint column = 0; column < 5; column++)
            {
                V sum = *(V*)&input[8 * column] * Vector256.Create(0.75f);
                sum = Vector256.MultiplyAddEstimate(*(V*)&input[(8 * column) + 8], Vector256.Create(0.25f), sum);
                *(V*)&output[(16 * column) + 8] = sum;
            }
            {
                V sum = *(V*)&input[40];
                *(V*)&output[88] = sum;
            }
        }
