        // gap1: GlobalAveragePool: 6×6×8 → 8.
        // out[c] = mean over ih, iw of in[ih, iw, c].
        // 1 × 8 channels in registers; rows are summed first, then their sums, which rounds less.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Gap1(float* input, float* output)
        {
            {
                V total0 = V.Zero;
                for (nint row = 0; row < 6; row++)
                {
                    V sum0 = V.Zero;
                    for (nint column = 0; column < 6; column++)
                    {
                        sum0 = sum0 + *(V*)&input[(48 * row) + (8 * column)];
                    }
                    total0 = total0 + sum0;
                }
                *(V*)output = total0 * Vector256.Create(0.027777778f);
            }
        }
