        // gn1: GroupNorm 2: 6×6×8 → 6×6×8.
        // μ and weight[c]/√(σ² + ε) for each channel, of 4 channels.
        // Mean, then squared distances to it, 1 × 8 channels of 6 columns in registers, then all values; rows are summed first, then their sums.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Gn1Statistics(float* input, float* weight, float* numbers)
        {
            {
                V total0 = V.Zero;
                for (nint row = 0; row < 6; row++)
                {
                    V totalRow0_0 = V.Zero;
                    V totalRow1_0 = V.Zero;
                    V totalRow2_0 = V.Zero;
                    V totalRow3_0 = V.Zero;
                    V totalRow4_0 = V.Zero;
                    V totalRow5_0 = V.Zero;
                    totalRow0_0 = totalRow0_0 + *(V*)&input[48 * row];
                    totalRow1_0 = totalRow1_0 + *(V*)&input[(48 * row) + 8];
                    totalRow2_0 = totalRow2_0 + *(V*)&input[(48 * row) + 16];
                    totalRow3_0 = totalRow3_0 + *(V*)&input[(48 * row) + 24];
                    totalRow4_0 = totalRow4_0 + *(V*)&input[(48 * row) + 32];
                    totalRow5_0 = totalRow5_0 + *(V*)&input[(48 * row) + 40];
                    total0 = total0 + totalRow0_0;
                    total0 = total0 + totalRow1_0;
                    total0 = total0 + totalRow2_0;
                    total0 = total0 + totalRow3_0;
                    total0 = total0 + totalRow4_0;
                    total0 = total0 + totalRow5_0;
                }
                *(V*)numbers = total0;
            }
            for (nint g = 0; g < 2; g++)
            {
                float groupSum = 0f;
                for (nint i = 0; i < 4; i++)
                {
                    groupSum = groupSum + numbers[(4 * g) + i];
                }
                float groupMean = groupSum * 0.0069444445f;
                for (nint i = 0; i < 4; i++)
                {
                    numbers[(4 * g) + i] = groupMean;
                }
            }
            {
                V mean0 = *(V*)numbers;
                V squares0 = V.Zero;
                for (nint row = 0; row < 6; row++)
                {
                    V squaresRow0_0 = V.Zero;
                    V squaresRow1_0 = V.Zero;
                    V squaresRow2_0 = V.Zero;
                    V squaresRow3_0 = V.Zero;
                    V squaresRow4_0 = V.Zero;
                    V squaresRow5_0 = V.Zero;
                    {
                        V d = *(V*)&input[48 * row] - mean0;
                        squaresRow0_0 = Vector256.MultiplyAddEstimate(d, d, squaresRow0_0);
                    }
                    {
                        V d = *(V*)&input[(48 * row) + 8] - mean0;
                        squaresRow1_0 = Vector256.MultiplyAddEstimate(d, d, squaresRow1_0);
                    }
                    {
                        V d = *(V*)&input[(48 * row) + 16] - mean0;
                        squaresRow2_0 = Vector256.MultiplyAddEstimate(d, d, squaresRow2_0);
                    }
                    {
                        V d = *(V*)&input[(48 * row) + 24] - mean0;
                        squaresRow3_0 = Vector256.MultiplyAddEstimate(d, d, squaresRow3_0);
                    }
                    {
                        V d = *(V*)&input[(48 * row) + 32] - mean0;
                        squaresRow4_0 = Vector256.MultiplyAddEstimate(d, d, squaresRow4_0);
                    }
                    {
                        V d = *(V*)&input[(48 * row) + 40] - mean0;
                        squaresRow5_0 = Vector256.MultiplyAddEstimate(d, d, squaresRow5_0);
                    }
                    squares0 = squares0 + squaresRow0_0;
                    squares0 = squares0 + squaresRow1_0;
                    squares0 = squares0 + squaresRow2_0;
                    squares0 = squares0 + squaresRow3_0;
                    squares0 = squares0 + squaresRow4_0;
                    squares0 = squares0 + squaresRow5_0;
                }
                *(V*)&numbers[16] = squares0;
            }
            for (nint g = 0; g < 2; g++)
            {
                float groupSum = 0f;
                for (nint i = 0; i < 4; i++)
                {
                    groupSum = groupSum + numbers[(4 * g) + i + 16];
                }
                float groupMean = groupSum * 0.0069444445f;
                for (nint i = 0; i < 4; i++)
                {
                    numbers[(4 * g) + i + 16] = groupMean;
                }
            }
            {
                *(V*)&numbers[16] = (Vector256.Create(1f)
                    / Vector256.Sqrt(Vector256.MultiplyAddEstimate(*(V*)&numbers[16], Vector256.Create(1f), Vector256.Create(1E-05f)))) * *(V*)weight;
            }
        }
