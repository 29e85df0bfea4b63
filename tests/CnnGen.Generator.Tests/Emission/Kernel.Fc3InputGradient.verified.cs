        // fc3 input gradient: Dense, gradient of input: 10 → 84.
        // dIn[n, i] = Σ dOut[n, o] · weight[o, i], for the images n.
        // Product over the images, 4 images × 3 vectors of inputs in registers.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Fc3InputGradient(float* input, float* weights, float* output, int count)
        {
            nint whole = count - (count % 4);
            for (nint tile = 0; tile < 3; tile++)
            {
                for (nint n = 0; n < whole; n += 4)
                {
                    float* x = input + 16 * n;
                    float* w = weights + 24 * tile;
                    V acc0_0 = V.Zero;
                    V acc0_1 = V.Zero;
                    V acc0_2 = V.Zero;
                    V acc1_0 = V.Zero;
                    V acc1_1 = V.Zero;
                    V acc1_2 = V.Zero;
                    V acc2_0 = V.Zero;
                    V acc2_1 = V.Zero;
                    V acc2_2 = V.Zero;
                    V acc3_0 = V.Zero;
                    V acc3_1 = V.Zero;
                    V acc3_2 = V.Zero;
                    for (nint k = 0; k < 10; k++)
                    {
                        V w0 = *(V*)&w[84 * k];
                        V w1 = *(V*)&w[(84 * k) + 8];
                        V w2 = *(V*)&w[(84 * k) + 16];
                        V x0 = Vector256.Create(x[k]);
                        acc0_0 = Vector256.MultiplyAddEstimate(x0, w0, acc0_0);
                        acc0_1 = Vector256.MultiplyAddEstimate(x0, w1, acc0_1);
                        acc0_2 = Vector256.MultiplyAddEstimate(x0, w2, acc0_2);
                        V x1 = Vector256.Create(x[k + 16]);
                        acc1_0 = Vector256.MultiplyAddEstimate(x1, w0, acc1_0);
                        acc1_1 = Vector256.MultiplyAddEstimate(x1, w1, acc1_1);
                        acc1_2 = Vector256.MultiplyAddEstimate(x1, w2, acc1_2);
                        V x2 = Vector256.Create(x[k + 32]);
                        acc2_0 = Vector256.MultiplyAddEstimate(x2, w0, acc2_0);
                        acc2_1 = Vector256.MultiplyAddEstimate(x2, w1, acc2_1);
                        acc2_2 = Vector256.MultiplyAddEstimate(x2, w2, acc2_2);
                        V x3 = Vector256.Create(x[k + 48]);
                        acc3_0 = Vector256.MultiplyAddEstimate(x3, w0, acc3_0);
                        acc3_1 = Vector256.MultiplyAddEstimate(x3, w1, acc3_1);
                        acc3_2 = Vector256.MultiplyAddEstimate(x3, w2, acc3_2);
                    }
                    *(V*)&output[(96 * n) + (24 * tile)] = acc0_0;
                    *(V*)&output[(96 * n) + (24 * tile) + 8] = acc0_1;
                    *(V*)&output[(96 * n) + (24 * tile) + 16] = acc0_2;
                    *(V*)&output[(96 * n) + (24 * tile) + 96] = acc1_0;
                    *(V*)&output[(96 * n) + (24 * tile) + 104] = acc1_1;
                    *(V*)&output[(96 * n) + (24 * tile) + 112] = acc1_2;
                    *(V*)&output[(96 * n) + (24 * tile) + 192] = acc2_0;
                    *(V*)&output[(96 * n) + (24 * tile) + 200] = acc2_1;
                    *(V*)&output[(96 * n) + (24 * tile) + 208] = acc2_2;
                    *(V*)&output[(96 * n) + (24 * tile) + 288] = acc3_0;
                    *(V*)&output[(96 * n) + (24 * tile) + 296] = acc3_1;
                    *(V*)&output[(96 * n) + (24 * tile) + 304] = acc3_2;
                }
                for (nint n = whole; n < count; n++)
                {
                    float* x = input + 16 * n;
                    float* w = weights + 24 * tile;
                    V acc0_0 = V.Zero;
                    V acc0_1 = V.Zero;
                    V acc0_2 = V.Zero;
                    V acc1_0_0 = V.Zero;
                    V acc1_0_1 = V.Zero;
                    V acc1_0_2 = V.Zero;
                    for (nint k = 0; k < 10; k += 2)
                    {
                        {
                            V w0 = *(V*)&w[84 * k];
                            V w1 = *(V*)&w[(84 * k) + 8];
                            V w2 = *(V*)&w[(84 * k) + 16];
                            V x0 = Vector256.Create(x[k]);
                            acc0_0 = Vector256.MultiplyAddEstimate(x0, w0, acc0_0);
                            acc0_1 = Vector256.MultiplyAddEstimate(x0, w1, acc0_1);
                            acc0_2 = Vector256.MultiplyAddEstimate(x0, w2, acc0_2);
                        }
                        {
                            V w0 = *(V*)&w[(84 * k) + 84];
                            V w1 = *(V*)&w[(84 * k) + 92];
                            V w2 = *(V*)&w[(84 * k) + 100];
                            V x0 = Vector256.Create(x[k + 1]);
                            acc1_0_0 = Vector256.MultiplyAddEstimate(x0, w0, acc1_0_0);
                            acc1_0_1 = Vector256.MultiplyAddEstimate(x0, w1, acc1_0_1);
                            acc1_0_2 = Vector256.MultiplyAddEstimate(x0, w2, acc1_0_2);
                        }
                    }
                    acc0_0 = acc0_0 + acc1_0_0;
                    acc0_1 = acc0_1 + acc1_0_1;
                    acc0_2 = acc0_2 + acc1_0_2;
                    *(V*)&output[(96 * n) + (24 * tile)] = acc0_0;
                    *(V*)&output[(96 * n) + (24 * tile) + 8] = acc0_1;
                    *(V*)&output[(96 * n) + (24 * tile) + 16] = acc0_2;
                }
            }
            for (nint n = 0; n < whole; n += 4)
            {
                float* x = input + 16 * n;
                float* w = weights + 72;
                V acc0_0 = V.Zero;
                V acc0_1 = V.Zero;
                V acc1_0 = V.Zero;
                V acc1_1 = V.Zero;
                V acc2_0 = V.Zero;
                V acc2_1 = V.Zero;
                V acc3_0 = V.Zero;
                V acc3_1 = V.Zero;
                for (nint k = 0; k < 10; k++)
                {
                    V w0 = *(V*)&w[84 * k];
                    V w1 = *(V*)&w[(84 * k) + 8];
                    V x0 = Vector256.Create(x[k]);
                    acc0_0 = Vector256.MultiplyAddEstimate(x0, w0, acc0_0);
                    acc0_1 = Vector256.MultiplyAddEstimate(x0, w1, acc0_1);
                    V x1 = Vector256.Create(x[k + 16]);
                    acc1_0 = Vector256.MultiplyAddEstimate(x1, w0, acc1_0);
                    acc1_1 = Vector256.MultiplyAddEstimate(x1, w1, acc1_1);
                    V x2 = Vector256.Create(x[k + 32]);
                    acc2_0 = Vector256.MultiplyAddEstimate(x2, w0, acc2_0);
                    acc2_1 = Vector256.MultiplyAddEstimate(x2, w1, acc2_1);
                    V x3 = Vector256.Create(x[k + 48]);
                    acc3_0 = Vector256.MultiplyAddEstimate(x3, w0, acc3_0);
                    acc3_1 = Vector256.MultiplyAddEstimate(x3, w1, acc3_1);
                }
                *(V*)&output[(96 * n) + 72] = acc0_0;
                PartialVector.Store(output + (96 * n) + 80, acc0_1, 4);
                *(V*)&output[(96 * n) + 168] = acc1_0;
                PartialVector.Store(output + (96 * n) + 176, acc1_1, 4);
                *(V*)&output[(96 * n) + 264] = acc2_0;
                PartialVector.Store(output + (96 * n) + 272, acc2_1, 4);
                *(V*)&output[(96 * n) + 360] = acc3_0;
                PartialVector.Store(output + (96 * n) + 368, acc3_1, 4);
            }
            for (nint n = whole; n < count; n++)
            {
                float* x = input + 16 * n;
                float* w = weights + 72;
                V acc0_0 = V.Zero;
                V acc0_1 = V.Zero;
                V acc1_0_0 = V.Zero;
                V acc1_0_1 = V.Zero;
                V acc2_0_0 = V.Zero;
                V acc2_0_1 = V.Zero;
                V acc3_0_0 = V.Zero;
                V acc3_0_1 = V.Zero;
                for (nint k = 0; k < 8; k += 4)
                {
                    {
                        V w0 = *(V*)&w[84 * k];
                        V w1 = *(V*)&w[(84 * k) + 8];
                        V x0 = Vector256.Create(x[k]);
                        acc0_0 = Vector256.MultiplyAddEstimate(x0, w0, acc0_0);
                        acc0_1 = Vector256.MultiplyAddEstimate(x0, w1, acc0_1);
                    }
                    {
                        V w0 = *(V*)&w[(84 * k) + 84];
                        V w1 = *(V*)&w[(84 * k) + 92];
                        V x0 = Vector256.Create(x[k + 1]);
                        acc1_0_0 = Vector256.MultiplyAddEstimate(x0, w0, acc1_0_0);
                        acc1_0_1 = Vector256.MultiplyAddEstimate(x0, w1, acc1_0_1);
                    }
                    {
                        V w0 = *(V*)&w[(84 * k) + 168];
                        V w1 = *(V*)&w[(84 * k) + 176];
                        V x0 = Vector256.Create(x[k + 2]);
                        acc2_0_0 = Vector256.MultiplyAddEstimate(x0, w0, acc2_0_0);
                        acc2_0_1 = Vector256.MultiplyAddEstimate(x0, w1, acc2_0_1);
                    }
                    {
                        V w0 = *(V*)&w[(84 * k) + 252];
                        V w1 = *(V*)&w[(84 * k) + 260];
                        V x0 = Vector256.Create(x[k + 3]);
                        acc3_0_0 = Vector256.MultiplyAddEstimate(x0, w0, acc3_0_0);
                        acc3_0_1 = Vector256.MultiplyAddEstimate(x0, w1, acc3_0_1);
                    }
                }
                for (nint k = 8; k < 10; k++)
                {
                    V w0 = *(V*)&w[84 * k];
                    V w1 = *(V*)&w[(84 * k) + 8];
                    V x0 = Vector256.Create(x[k]);
                    acc0_0 = Vector256.MultiplyAddEstimate(x0, w0, acc0_0);
                    acc0_1 = Vector256.MultiplyAddEstimate(x0, w1, acc0_1);
                }
                acc0_0 = acc0_0 + acc1_0_0;
                acc0_1 = acc0_1 + acc1_0_1;
                acc0_0 = acc0_0 + acc2_0_0;
                acc0_1 = acc0_1 + acc2_0_1;
                acc0_0 = acc0_0 + acc3_0_0;
                acc0_1 = acc0_1 + acc3_0_1;
                *(V*)&output[(96 * n) + 72] = acc0_0;
                PartialVector.Store(output + (96 * n) + 80, acc0_1, 4);
            }
        }
