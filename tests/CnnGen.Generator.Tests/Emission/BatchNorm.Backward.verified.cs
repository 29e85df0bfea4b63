        /// <summary>Stage 3 of 10, image by image: bn1, conv1, bn2 statistics.</summary>
        public static void Stage3(in MicroBatch batch, int from, int to)
        {
            float* arena = batch.Arena;
            float* packed = batch.Packed;
            int count = batch.Count;
            float* image = arena + 48 + (1104 * (nint)count);
            float* bn1 = arena + 48 + (1200 * (nint)count);
            float* conv1 = arena + 48;
            for (nint n = from; n < to; n++)
            {
                Bn1(image + (96 * n), batch.WholeBatch, batch.WholeBatch + 16, batch.Weights + 16, bn1 + (96 * n));
                Conv1(bn1 + (96 * n), packed, conv1 + (368 * n));
                Bn2Statistics(conv1 + (368 * n), batch.Contributions + (32 * n));
            }
        }
        /// <summary>Stage 4 of 10, of all images together: bn2 statistics.</summary>
        public static void Stage4(in MicroBatch batch, int from, int to)
        {
            // bn2: μ, γ/√(σ² + ε) and 1/√(σ² + ε) of the batch; the running averages follow
            BatchNormSums.Statistics(
                in batch,
                new BatchNormTensors(batch.Weights + 80, batch.Weights + 144, batch.Weights + 160, 12, 1E-05f),
                pixels: 30, momentum: 0.1f, contributions: 0, contributionsLength: 32, values: 48, from, to);
        }
        /// <summary>Stage 6 of 10, of all images together: bn2 weight gradient.</summary>
        public static void Stage6(in MicroBatch batch, int from, int to)
        {
            // bn2: dγ = Σ dy · x̂ and dβ = Σ dy over the batch, and their means for the gradient of the input
            BatchNormSums.Gradients(
                in batch,
                channels: 12, pixels: 30,
                statistics: 48, contributions: 0, contributionsLength: 32, values: 96,
                batch.Gradient + 80,
                batch.Gradient + 96, from, to);
        }
        /// <summary>Stage 7 of 10, image by image: bn2 input gradient, conv1 input gradient, bn1 weight gradient.</summary>
        public static void Stage7(in MicroBatch batch, int from, int to)
        {
            float* arena = batch.Arena;
            float* packed = batch.Packed;
            int count = batch.Count;
            float* image = arena + 48 + (1104 * (nint)count);
            float* conv1 = arena + 48;
            float* bn2 = arena + 48 + (368 * (nint)count);
            float* gap1Backward = arena + 48 + (736 * (nint)count);
            float* bn2InputGradient = arena + 48 + (736 * (nint)count);
            float* conv1InputGradient = arena + 48 + (1296 * (nint)count);
            for (nint n = from; n < to; n++)
            {
                Bn2InputGradient(conv1 + (368 * n), batch.WholeBatch + 48, batch.WholeBatch + 64, batch.WholeBatch + 96, batch.WholeBatch + 112,
                    gap1Backward + (368 * n), bn2 + (368 * n), bn2InputGradient + (368 * n));
                Conv1InputGradient(bn2InputGradient + (368 * n), packed + 48, conv1InputGradient + (96 * n));
                Bn1WeightGradient(image + (96 * n), batch.WholeBatch, conv1InputGradient + (96 * n), batch.Contributions + (32 * n));
            }
        }
        /// <summary>Stage 9 of 10, of all images together: conv1 weight gradient.</summary>
        public static void Stage9(in MicroBatch batch, int from, int to)
        {
            float* arena = batch.Arena;
            int count = batch.Count;
            float* bn1 = arena + 48 + (1200 * (nint)count);
            float* bn2InputGradient = arena + 48 + (736 * (nint)count);
            float* conv1WeightGradient = arena;
            Conv1WeightGradient(bn1, bn2InputGradient, conv1WeightGradient, count, from, to);
        }
        /// <summary>Stage 10 of 10, sums to gradients: conv1.weight: [tile of oc, kh, kw, ic, oc] → [oc, ic, kh, kw].</summary>
        public static void Stage10(in MicroBatch batch, int from, int to)
        {
            float* arena = batch.Arena;
            float* conv1WeightGradient = arena;
            StridedTensor.AddBlocks(conv1WeightGradient, 1, 0, batch.Gradient + 32, [1, 12, 3, 1, 1], [48, 3, 1, 1, 1], [48, 1, 16, 48, 48], from, to);
        }
        // bn2 statistics: mean and variance of each channel over the batch: 6×5×12 → 0.
        // mean[c] = Σ in[h, w, c] / pixels and Σ (in[h, w, c] − mean[c])² of one image.
        // Two passes, 2 × 8 channels of 4 columns in registers; rows are summed first, then their sums, and images in double precision.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Bn2Statistics(float* input, float* contribution)
        {
            {
                V total0 = V.Zero;
                V total1 = V.Zero;
                for (nint row = 0; row < 6; row++)
                {
                    V totalRow0_0 = V.Zero;
                    V totalRow0_1 = V.Zero;
                    V totalRow1_0 = V.Zero;
                    V totalRow1_1 = V.Zero;
                    V totalRow2_0 = V.Zero;
                    V totalRow2_1 = V.Zero;
                    V totalRow3_0 = V.Zero;
                    V totalRow3_1 = V.Zero;
                    totalRow0_0 = totalRow0_0 + *(V*)&input[60 * row];
                    totalRow0_1 = totalRow0_1 + *(V*)&input[(60 * row) + 8];
                    totalRow1_0 = totalRow1_0 + *(V*)&input[(60 * row) + 12];
                    totalRow1_1 = totalRow1_1 + *(V*)&input[(60 * row) + 20];
                    totalRow2_0 = totalRow2_0 + *(V*)&input[(60 * row) + 24];
                    totalRow2_1 = totalRow2_1 + *(V*)&input[(60 * row) + 32];
                    totalRow3_0 = totalRow3_0 + *(V*)&input[(60 * row) + 36];
                    totalRow3_1 = totalRow3_1 + *(V*)&input[(60 * row) + 44];
                    totalRow0_0 = totalRow0_0 + *(V*)&input[(60 * row) + 48];
                    totalRow0_1 = totalRow0_1 + *(V*)&input[(60 * row) + 56];
                    total0 = total0 + totalRow0_0;
                    total1 = total1 + totalRow0_1;
                    total0 = total0 + totalRow1_0;
                    total1 = total1 + totalRow1_1;
                    total0 = total0 + totalRow2_0;
                    total1 = total1 + totalRow2_1;
                    total0 = total0 + totalRow3_0;
                    total1 = total1 + totalRow3_1;
                }
                V mean0 = total0 * Vector256.Create(0.033333335f);
                V mean1 = total1 * Vector256.Create(0.033333335f);
                V squares0 = V.Zero;
                V squares1 = V.Zero;
                for (nint row = 0; row < 6; row++)
                {
                    V squaresRow0_0 = V.Zero;
                    V squaresRow0_1 = V.Zero;
                    V squaresRow1_0 = V.Zero;
                    V squaresRow1_1 = V.Zero;
                    V squaresRow2_0 = V.Zero;
                    V squaresRow2_1 = V.Zero;
                    V squaresRow3_0 = V.Zero;
                    V squaresRow3_1 = V.Zero;
                    {
                        V d = *(V*)&input[60 * row] - mean0;
                        squaresRow0_0 = Vector256.MultiplyAddEstimate(d, d, squaresRow0_0);
                    }
                    {
                        V d = *(V*)&input[(60 * row) + 8] - mean1;
                        squaresRow0_1 = Vector256.MultiplyAddEstimate(d, d, squaresRow0_1);
                    }
                    {
                        V d = *(V*)&input[(60 * row) + 12] - mean0;
                        squaresRow1_0 = Vector256.MultiplyAddEstimate(d, d, squaresRow1_0);
                    }
                    {
                        V d = *(V*)&input[(60 * row) + 20] - mean1;
                        squaresRow1_1 = Vector256.MultiplyAddEstimate(d, d, squaresRow1_1);
                    }
                    {
                        V d = *(V*)&input[(60 * row) + 24] - mean0;
                        squaresRow2_0 = Vector256.MultiplyAddEstimate(d, d, squaresRow2_0);
                    }
                    {
                        V d = *(V*)&input[(60 * row) + 32] - mean1;
                        squaresRow2_1 = Vector256.MultiplyAddEstimate(d, d, squaresRow2_1);
                    }
                    {
                        V d = *(V*)&input[(60 * row) + 36] - mean0;
                        squaresRow3_0 = Vector256.MultiplyAddEstimate(d, d, squaresRow3_0);
                    }
                    {
                        V d = *(V*)&input[(60 * row) + 44] - mean1;
                        squaresRow3_1 = Vector256.MultiplyAddEstimate(d, d, squaresRow3_1);
                    }
                    {
                        V d = *(V*)&input[(60 * row) + 48] - mean0;
                        squaresRow0_0 = Vector256.MultiplyAddEstimate(d, d, squaresRow0_0);
                    }
                    {
                        V d = *(V*)&input[(60 * row) + 56] - mean1;
                        squaresRow0_1 = Vector256.MultiplyAddEstimate(d, d, squaresRow0_1);
                    }
                    squares0 = squares0 + squaresRow0_0;
                    squares1 = squares1 + squaresRow0_1;
                    squares0 = squares0 + squaresRow1_0;
                    squares1 = squares1 + squaresRow1_1;
                    squares0 = squares0 + squaresRow2_0;
                    squares1 = squares1 + squaresRow2_1;
                    squares0 = squares0 + squaresRow3_0;
                    squares1 = squares1 + squaresRow3_1;
                }
                *(V*)contribution = mean0;
                PartialVector.Store(contribution + 8, mean1, 4);
                *(V*)&contribution[16] = squares0;
                PartialVector.Store(contribution + 24, squares1, 4);
            }
        }
        // bn2: BatchNorm, Relu: 6×5×12, 0 → 6×5×12.
        // out = (in − μ[c]) · factor[c] + β[c], factor = γ/√(σ² + ε), with μ and σ² of the batch.
        // One pass over all values.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Bn2(float* input, float* mean, float* factor, float* shift, float* output)
        {
            for (nint i = 0; i < 30; i++)
            {
                {
                    V d = *(V*)&input[12 * i] - *(V*)mean;
                    V y = Vector256.MultiplyAddEstimate(d, *(V*)factor, *(V*)shift);
                    *(V*)&output[12 * i] = Vector256.MaxNative(V.Zero, y);
                }
                {
                    V d = *(V*)&input[(12 * i) + 8] - *(V*)&mean[8];
                    V y = Vector256.MultiplyAddEstimate(d, *(V*)&factor[8], *(V*)&shift[8]);
                    PartialVector.Store(output + (12 * i) + 8, Vector256.MaxNative(V.Zero, y), 4);
                }
            }
        }
        // bn2 weight gradient: BatchNorm, gradient of weights through Relu: 6×5×12, 0 → 0.
        // Σ g and Σ g · (in − μ[c]) of one image, g = f′ · dOut, with f′ from out = f(…).
        // One pass, 2 × 8 channels of 2 columns in registers; rows are summed first, then their sums, and images in double precision.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Bn2WeightGradient(float* input, float* mean, float* dOutput, float* output, float* contribution)
        {
            {
                V m0 = *(V*)mean;
                V m1 = *(V*)&mean[8];
                V sum0 = V.Zero;
                V product0 = V.Zero;
                V sum1 = V.Zero;
                V product1 = V.Zero;
                for (nint row = 0; row < 6; row++)
                {
                    V sumRow0_0 = V.Zero;
                    V productRow0_0 = V.Zero;
                    V sumRow0_1 = V.Zero;
                    V productRow0_1 = V.Zero;
                    V sumRow1_0 = V.Zero;
                    V productRow1_0 = V.Zero;
                    V sumRow1_1 = V.Zero;
                    V productRow1_1 = V.Zero;
                    for (nint column = 0; column < 4; column += 2)
                    {
                        {
                            V d = *(V*)&input[(60 * row) + (12 * column)] - m0;
                            V g = *(V*)&dOutput[(60 * row) + (12 * column)];
                            V y = *(V*)&output[(60 * row) + (12 * column)];
                            g = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(y, V.Zero), V.Zero, g);
                            sumRow0_0 = sumRow0_0 + g;
                            productRow0_0 = Vector256.MultiplyAddEstimate(g, d, productRow0_0);
                        }
                        {
                            V d = *(V*)&input[(60 * row) + (12 * column) + 8] - m1;
                            V g = *(V*)&dOutput[(60 * row) + (12 * column) + 8];
                            V y = *(V*)&output[(60 * row) + (12 * column) + 8];
                            g = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(y, V.Zero), V.Zero, g);
                            sumRow0_1 = sumRow0_1 + g;
                            productRow0_1 = Vector256.MultiplyAddEstimate(g, d, productRow0_1);
                        }
                        {
                            V d = *(V*)&input[(60 * row) + (12 * column) + 12] - m0;
                            V g = *(V*)&dOutput[(60 * row) + (12 * column) + 12];
                            V y = *(V*)&output[(60 * row) + (12 * column) + 12];
                            g = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(y, V.Zero), V.Zero, g);
                            sumRow1_0 = sumRow1_0 + g;
                            productRow1_0 = Vector256.MultiplyAddEstimate(g, d, productRow1_0);
                        }
                        {
                            V d = *(V*)&input[(60 * row) + (12 * column) + 20] - m1;
                            V g = *(V*)&dOutput[(60 * row) + (12 * column) + 20];
                            V y = *(V*)&output[(60 * row) + (12 * column) + 20];
                            g = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(y, V.Zero), V.Zero, g);
                            sumRow1_1 = sumRow1_1 + g;
                            productRow1_1 = Vector256.MultiplyAddEstimate(g, d, productRow1_1);
                        }
                    }
                    {
                        V d = *(V*)&input[(60 * row) + 48] - m0;
                        V g = *(V*)&dOutput[(60 * row) + 48];
                        V y = *(V*)&output[(60 * row) + 48];
                        g = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(y, V.Zero), V.Zero, g);
                        sumRow0_0 = sumRow0_0 + g;
                        productRow0_0 = Vector256.MultiplyAddEstimate(g, d, productRow0_0);
                    }
                    {
                        V d = *(V*)&input[(60 * row) + 56] - m1;
                        V g = *(V*)&dOutput[(60 * row) + 56];
                        V y = *(V*)&output[(60 * row) + 56];
                        g = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(y, V.Zero), V.Zero, g);
                        sumRow0_1 = sumRow0_1 + g;
                        productRow0_1 = Vector256.MultiplyAddEstimate(g, d, productRow0_1);
                    }
                    sum0 = sum0 + sumRow0_0;
                    product0 = product0 + productRow0_0;
                    sum1 = sum1 + sumRow0_1;
                    product1 = product1 + productRow0_1;
                    sum0 = sum0 + sumRow1_0;
                    product0 = product0 + productRow1_0;
                    sum1 = sum1 + sumRow1_1;
                    product1 = product1 + productRow1_1;
                }
                *(V*)contribution = sum0;
                PartialVector.Store(contribution + 8, sum1, 4);
                *(V*)&contribution[16] = product0;
                PartialVector.Store(contribution + 24, product1, 4);
            }
        }
        // bn2 input gradient: BatchNorm, gradient of input through Relu: 0, 6×5×12 → 6×5×12.
        // dIn = factor[c] · (g − mean of g − (in − μ[c]) · slope[c]), g = f′ · dOut, with f′ from out = f(…), slope = mean of g · (in − μ) / (σ² + ε).
        // One pass over all values.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Bn2InputGradient(float* input, float* mean, float* factor, float* meanGradient, float* slope, float* dOutput, float* output,
            float* dInput)
        {
            for (nint i = 0; i < 30; i++)
            {
                {
                    V d = *(V*)&input[12 * i] - *(V*)mean;
                    V g = *(V*)&dOutput[12 * i];
                    V y = *(V*)&output[12 * i];
                    g = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(y, V.Zero), V.Zero, g);
                    g = g - *(V*)meanGradient;
                    g = g - (d * *(V*)slope);
                    *(V*)&dInput[12 * i] = g * *(V*)factor;
                }
                {
                    V d = *(V*)&input[(12 * i) + 8] - *(V*)&mean[8];
                    V g = *(V*)&dOutput[(12 * i) + 8];
                    V y = *(V*)&output[(12 * i) + 8];
                    g = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(y, V.Zero), V.Zero, g);
                    g = g - *(V*)&meanGradient[8];
                    g = g - (d * *(V*)&slope[8]);
                    PartialVector.Store(dInput + (12 * i) + 8, g * *(V*)&factor[8], 4);
                }
            }
        }
        // conv1 weight gradient: Conv 12 × 1×1, s 1, no bias, gradient of weights: 6×5×3, 6×5×12 → 0.
        // dWeight[oc, ic, kh, kw] = Σ dOut[n, oh, ow, oc] · in[oh + kh, ow + kw, ic] of image n, over the images and pixels.
        // Sums over the pixels, 3 inputs of the window × 2 vectors of channels in registers, 6 images at a time.
        // Estimated at 123 cycles; 3.94 times as many: inputs and output gradients in panels, sums of 4 input channels × 2 vectors of channels in registers, 16
        //   input channels a task.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Conv1WeightGradient(float* input, float* dOutput, float* dWeight, int count, int from, int to)
        {
            // sums of all tasks from zero
            for (nint task = Math.Max(from, 0); task < Math.Min(to, 1); task++)
            {
                float* w = dWeight + 48 * task;
                float* x = input + 3 * task;
                float* g = dOutput;
                for (nint m = 0; m < 3; m++)
                {
                    for (nint v = 0; v < 2; v++)
                    {
                        *(V*)&w[(16 * m) + (8 * v)] = V.Zero;
                    }
                }
            }
            for (nint first = 0; first < count; first += 6)
            {
                nint end = Math.Min(first + 6, count);
                for (nint task = Math.Max(from, 0); task < Math.Min(to, 1); task++)
                {
                    float* w = dWeight + 48 * task;
                    float* x = input + 3 * task;
                    float* g = dOutput;
                    V acc0_0 = *(V*)w;
                    V acc0_1 = *(V*)&w[8];
                    V acc1_0 = *(V*)&w[16];
                    V acc1_1 = *(V*)&w[24];
                    V acc2_0 = *(V*)&w[32];
                    V acc2_1 = *(V*)&w[40];
                    for (nint n = first; n < end; n++)
                    {
                        float* xOfImage = x + 96 * n;
                        float* gOfImage = g + 368 * n;
                        for (nint oh = 0; oh < 6; oh++)
                        {
                            {
                                V g0 = *(V*)&gOfImage[60 * oh];
                                V g1 = *(V*)&gOfImage[(60 * oh) + 8];
                                V x0 = Vector256.Create(xOfImage[15 * oh]);
                                acc0_0 = Vector256.MultiplyAddEstimate(x0, g0, acc0_0);
                                acc0_1 = Vector256.MultiplyAddEstimate(x0, g1, acc0_1);
                                V x1 = Vector256.Create(xOfImage[(15 * oh) + 1]);
                                acc1_0 = Vector256.MultiplyAddEstimate(x1, g0, acc1_0);
                                acc1_1 = Vector256.MultiplyAddEstimate(x1, g1, acc1_1);
                                V x2 = Vector256.Create(xOfImage[(15 * oh) + 2]);
                                acc2_0 = Vector256.MultiplyAddEstimate(x2, g0, acc2_0);
                                acc2_1 = Vector256.MultiplyAddEstimate(x2, g1, acc2_1);
                            }
                            {
                                V g0 = *(V*)&gOfImage[(60 * oh) + 12];
                                V g1 = *(V*)&gOfImage[(60 * oh) + 20];
                                V x0 = Vector256.Create(xOfImage[(15 * oh) + 3]);
                                acc0_0 = Vector256.MultiplyAddEstimate(x0, g0, acc0_0);
                                acc0_1 = Vector256.MultiplyAddEstimate(x0, g1, acc0_1);
                                V x1 = Vector256.Create(xOfImage[(15 * oh) + 4]);
                                acc1_0 = Vector256.MultiplyAddEstimate(x1, g0, acc1_0);
                                acc1_1 = Vector256.MultiplyAddEstimate(x1, g1, acc1_1);
                                V x2 = Vector256.Create(xOfImage[(15 * oh) + 5]);
                                acc2_0 = Vector256.MultiplyAddEstimate(x2, g0, acc2_0);
                                acc2_1 = Vector256.MultiplyAddEstimate(x2, g1, acc2_1);
                            }
                            {
                                V g0 = *(V*)&gOfImage[(60 * oh) + 24];
                                V g1 = *(V*)&gOfImage[(60 * oh) + 32];
                                V x0 = Vector256.Create(xOfImage[(15 * oh) + 6]);
                                acc0_0 = Vector256.MultiplyAddEstimate(x0, g0, acc0_0);
                                acc0_1 = Vector256.MultiplyAddEstimate(x0, g1, acc0_1);
                                V x1 = Vector256.Create(xOfImage[(15 * oh) + 7]);
                                acc1_0 = Vector256.MultiplyAddEstimate(x1, g0, acc1_0);
                                acc1_1 = Vector256.MultiplyAddEstimate(x1, g1, acc1_1);
                                V x2 = Vector256.Create(xOfImage[(15 * oh) + 8]);
                                acc2_0 = Vector256.MultiplyAddEstimate(x2, g0, acc2_0);
                                acc2_1 = Vector256.MultiplyAddEstimate(x2, g1, acc2_1);
                            }
                            {
                                V g0 = *(V*)&gOfImage[(60 * oh) + 36];
                                V g1 = *(V*)&gOfImage[(60 * oh) + 44];
                                V x0 = Vector256.Create(xOfImage[(15 * oh) + 9]);
                                acc0_0 = Vector256.MultiplyAddEstimate(x0, g0, acc0_0);
                                acc0_1 = Vector256.MultiplyAddEstimate(x0, g1, acc0_1);
                                V x1 = Vector256.Create(xOfImage[(15 * oh) + 10]);
                                acc1_0 = Vector256.MultiplyAddEstimate(x1, g0, acc1_0);
                                acc1_1 = Vector256.MultiplyAddEstimate(x1, g1, acc1_1);
                                V x2 = Vector256.Create(xOfImage[(15 * oh) + 11]);
                                acc2_0 = Vector256.MultiplyAddEstimate(x2, g0, acc2_0);
                                acc2_1 = Vector256.MultiplyAddEstimate(x2, g1, acc2_1);
                            }
                            {
                                V g0 = *(V*)&gOfImage[(60 * oh) + 48];
                                V g1 = *(V*)&gOfImage[(60 * oh) + 56];
                                V x0 = Vector256.Create(xOfImage[(15 * oh) + 12]);
                                acc0_0 = Vector256.MultiplyAddEstimate(x0, g0, acc0_0);
                                acc0_1 = Vector256.MultiplyAddEstimate(x0, g1, acc0_1);
                                V x1 = Vector256.Create(xOfImage[(15 * oh) + 13]);
                                acc1_0 = Vector256.MultiplyAddEstimate(x1, g0, acc1_0);
                                acc1_1 = Vector256.MultiplyAddEstimate(x1, g1, acc1_1);
                                V x2 = Vector256.Create(xOfImage[(15 * oh) + 14]);
                                acc2_0 = Vector256.MultiplyAddEstimate(x2, g0, acc2_0);
                                acc2_1 = Vector256.MultiplyAddEstimate(x2, g1, acc2_1);
                            }
                        }
                    }
                    *(V*)w = acc0_0;
                    *(V*)&w[8] = acc0_1;
                    *(V*)&w[16] = acc1_0;
                    *(V*)&w[24] = acc1_1;
                    *(V*)&w[32] = acc2_0;
                    *(V*)&w[40] = acc2_1;
                }
            }
        }
