        // resize1: Resize 5×7, linear: 6×6×8 → 5×7×8.
        // out[oh, ow, c] = Σ in[row[oh, i], column[ow, j], c] · rowWeight[oh, i] · columnWeight[ow, j].
        // Which rows and columns, and how much of each, is read from tables of constants.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Resize1(float* input, float* output)
        {
            int* rowIndices = ConstantTable.Integers([0, 1, 1, 2, 2, 3, 3, 4, 4, 5]);
            float* rowWeights = ConstantTable.Floats([0.9f, 0.1f, 0.7f, 0.3f, 0.5f, 0.5f, 0.3f, 0.7f, 0.100000024f, 0.9f]);
            int* columnIndices = ConstantTable.Integers([0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5]);
            float* columnWeights = ConstantTable.Floats([0.5f, 0.5f, 0.21428573f, 0.78571427f, 0.35714287f, 0.64285713f, 0.5f, 0.5f, 0.64285713f, 0.35714287f,
                0.78571427f, 0.21428572f, 0.5f, 0.5f]);
            for (nint oh = 0; oh < 5; oh++)
            {
                nint row0 = rowIndices[2 * oh];
                float rowWeight0 = rowWeights[2 * oh];
                nint row1 = rowIndices[(2 * oh) + 1];
                float rowWeight1 = rowWeights[(2 * oh) + 1];
                for (nint ow = 0; ow < 7; ow++)
                {
                    nint column0 = columnIndices[2 * ow];
                    float columnWeight0 = columnWeights[2 * ow];
                    nint column1 = columnIndices[(2 * ow) + 1];
                    float columnWeight1 = columnWeights[(2 * ow) + 1];
                    V weight0_0 = Vector256.Create((rowWeight0 * columnWeight0));
                    V weight0_1 = Vector256.Create((rowWeight0 * columnWeight1));
                    V weight1_0 = Vector256.Create((rowWeight1 * columnWeight0));
                    V weight1_1 = Vector256.Create((rowWeight1 * columnWeight1));
                    {
                        V sum = *(V*)&input[(48 * row0) + (8 * column0)] * weight0_0;
                        sum = Vector256.MultiplyAddEstimate(*(V*)&input[(48 * row0) + (8 * column1)], weight0_1, sum);
                        sum = Vector256.MultiplyAddEstimate(*(V*)&input[(48 * row1) + (8 * column0)], weight1_0, sum);
                        sum = Vector256.MultiplyAddEstimate(*(V*)&input[(48 * row1) + (8 * column1)], weight1_1, sum);
                        *(V*)&output[(56 * oh) + (8 * ow)] = sum;
                    }
                }
            }
        }
