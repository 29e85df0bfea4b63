        // conv1: Conv 512 × 1×1, s 1, Relu: 14×14×512 → 14×14×512.
        // out[oh, ow, oc] = Σ in[oh + kh, ow + kw, ic] · weight[oc, ic, kh, kw] + bias[oc].
        // Strassen's algorithm, 7 products of half the pixels, half the input channels and half the filters instead of 8, in blocks of 5×14 pixels; 6 pixels ×
        //   2 vectors of channels in registers; filters in 16 chunks, for threads; prefetched: weights.
        // Estimated at 3.05 million cycles; 1.06 times as many: direct, 2×3 pixels × 2 vectors of channels in registers.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Conv1(float* input, float* weights, float* bias, float* output, float* scratch, int from, int to)
        {
            const int InputBlock = 35840;
            const int OutputBlock = 35840;
            const int Products = 62832;
            const int WeightsOfChunk = 28672;
            const int ChunkChannels = 16;
            for (nint block = 0; block < 2; block++)
            {
                // Task chunk · 3 + block.
                if (Partition.Round(from, block, 3) < Partition.Round(to, block, 3))
                {
                    Conv1InputTransform(input + InputBlock * block, scratch);
                }
                for (nint chunk = Partition.Round(from, block, 3); chunk < Partition.Round(to, block, 3); chunk++)
                {
                    Conv1Products(scratch, weights + WeightsOfChunk * chunk, scratch + Products);
                    Conv1OutputTransform(scratch + Products, bias + ChunkChannels * chunk, output + (OutputBlock * block) + (ChunkChannels * chunk));
                }
            }
            // Task chunk · 3 + 2.
            if (Partition.Round(from, 2, 3) < Partition.Round(to, 2, 3))
            {
                Conv1InputTransform_2(input + 71680, scratch);
            }
            for (nint chunk = Partition.Round(from, 2, 3); chunk < Partition.Round(to, 2, 3); chunk++)
            {
                Conv1Products_2(scratch, weights + WeightsOfChunk * chunk, scratch + Products);
                Conv1OutputTransform_2(scratch + Products, bias + ChunkChannels * chunk, output + (ChunkChannels * chunk) + 71680);
            }
        }

        // conv1, Strassen's algorithm, 1 of 3: input transform.
        // sums[product, pixel, ic]: the quarters a11, a12, a22 of a block, s1 = a21 + a22, s2 = s1 − a11, s3 = a11 − a21, s4 = a12 − s2.
        // A block of 5×14 pixels: a pixel and its partner at a time, whose channels are two quarters each; a vector of channels at a time.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Conv1InputTransform(float* input, float* sums)
        {
            for (nint row = 0; row < 3; row++)
            {
                for (nint column = 0; column < 7; column++)
                {
                    float* upper = input + (7168 * row) + (512 * column);
                    float* lower = input + (7168 * row) + (512 * column) + 17920;
                    float* s = sums + (3584 * row) + (256 * column);
                    for (nint ic = 0; ic < 256; ic += 8)
                    {
                        V a11_ = *(V*)&upper[ic];
                        V a12_ = *(V*)&upper[ic + 256];
                        V a21_ = *(V*)&lower[ic];
                        V a22_ = *(V*)&lower[ic + 256];
                        V s1_ = a21_ + a22_;
                        V s2_ = s1_ - a11_;
                        V s3_ = a11_ - a21_;
                        V s4_ = a12_ - s2_;
                        *(V*)&s[ic] = a11_;
                        *(V*)&s[ic + 8976] = a12_;
                        *(V*)&s[ic + 17952] = s1_;
                        *(V*)&s[ic + 26928] = s2_;
                        *(V*)&s[ic + 35904] = s3_;
                        *(V*)&s[ic + 44880] = s4_;
                        *(V*)&s[ic + 53856] = a22_;
                    }
                }
            }
            for (nint row = 0; row < 2; row++)
            {
                for (nint column = 0; column < 7; column++)
                {
                    float* upper = input + (7168 * row) + (512 * column) + 3584;
                    float* lower = input + (7168 * row) + (512 * column) + 21504;
                    float* s = sums + (3584 * row) + (256 * column) + 1792;
                    for (nint ic = 0; ic < 256; ic += 8)
                    {
                        V a11_ = *(V*)&upper[ic];
                        V a12_ = *(V*)&upper[ic + 256];
                        V a21_ = *(V*)&lower[ic];
                        V a22_ = *(V*)&lower[ic + 256];
                        V s1_ = a21_ + a22_;
                        V s2_ = s1_ - a11_;
                        V s3_ = a11_ - a21_;
                        V s4_ = a12_ - s2_;
                        *(V*)&s[ic] = a11_;
                        *(V*)&s[ic + 8976] = a12_;
                        *(V*)&s[ic + 17952] = s1_;
                        *(V*)&s[ic + 26928] = s2_;
                        *(V*)&s[ic + 35904] = s3_;
                        *(V*)&s[ic + 44880] = s4_;
                        *(V*)&s[ic + 53856] = a22_;
                    }
                }
            }
        }

        // conv1, Strassen's algorithm, 2 of 3: products.
        // products[product, pixel, oc] = Σ sums[product, pixel, ic] · weights[product, ic, oc].
        // 35 pixels and their partners; 6 pixels × 2 vectors of channels in registers.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Conv1Products(float* sums, float* weights, float* products)
        {
            const int SumsOfProduct = 8976;
            const int WeightsOfProduct = 4096;
            const int Product = 576;
            for (nint product = 0; product < 7; product++)
            {
                for (nint pixel = 0; pixel < 30; pixel += 6)
                {
                    float* x = sums + (SumsOfProduct * product) + (256 * pixel);
                    float* w = weights + WeightsOfProduct * product;
                    float* y = products + (Product * product) + (16 * pixel);
                    V acc0_0 = V.Zero;
                    V acc0_1 = V.Zero;
                    V acc1_0 = V.Zero;
                    V acc1_1 = V.Zero;
                    V acc2_0 = V.Zero;
                    V acc2_1 = V.Zero;
                    V acc3_0 = V.Zero;
                    V acc3_1 = V.Zero;
                    V acc4_0 = V.Zero;
                    V acc4_1 = V.Zero;
                    V acc5_0 = V.Zero;
                    V acc5_1 = V.Zero;
                    for (nint k = 0; k < 256; k++)
                    {
                        Prefetching.ToSecondCache(w + (128 * pixel) + (3 * k) + 4096);
                        V w0 = *(V*)&w[16 * k];
                        V w1 = *(V*)&w[(16 * k) + 8];
                        V x0 = Vector256.Create(x[k]);
                        acc0_0 = Vector256.MultiplyAddEstimate(x0, w0, acc0_0);
                        acc0_1 = Vector256.MultiplyAddEstimate(x0, w1, acc0_1);
                        V x1 = Vector256.Create(x[k + 256]);
                        acc1_0 = Vector256.MultiplyAddEstimate(x1, w0, acc1_0);
                        acc1_1 = Vector256.MultiplyAddEstimate(x1, w1, acc1_1);
                        V x2 = Vector256.Create(x[k + 512]);
                        acc2_0 = Vector256.MultiplyAddEstimate(x2, w0, acc2_0);
                        acc2_1 = Vector256.MultiplyAddEstimate(x2, w1, acc2_1);
                        V x3 = Vector256.Create(x[k + 768]);
                        acc3_0 = Vector256.MultiplyAddEstimate(x3, w0, acc3_0);
                        acc3_1 = Vector256.MultiplyAddEstimate(x3, w1, acc3_1);
                        V x4 = Vector256.Create(x[k + 1024]);
                        acc4_0 = Vector256.MultiplyAddEstimate(x4, w0, acc4_0);
                        acc4_1 = Vector256.MultiplyAddEstimate(x4, w1, acc4_1);
                        V x5 = Vector256.Create(x[k + 1280]);
                        acc5_0 = Vector256.MultiplyAddEstimate(x5, w0, acc5_0);
                        acc5_1 = Vector256.MultiplyAddEstimate(x5, w1, acc5_1);
                    }
                    *(V*)y = acc0_0;
                    *(V*)&y[8] = acc0_1;
                    *(V*)&y[16] = acc1_0;
                    *(V*)&y[24] = acc1_1;
                    *(V*)&y[32] = acc2_0;
                    *(V*)&y[40] = acc2_1;
                    *(V*)&y[48] = acc3_0;
                    *(V*)&y[56] = acc3_1;
                    *(V*)&y[64] = acc4_0;
                    *(V*)&y[72] = acc4_1;
                    *(V*)&y[80] = acc5_0;
                    *(V*)&y[88] = acc5_1;
                }
                {
                    float* x = sums + (SumsOfProduct * product) + 7680;
                    float* w = weights + WeightsOfProduct * product;
                    float* y = products + (Product * product) + 480;
                    V acc0_0 = V.Zero;
                    V acc0_1 = V.Zero;
                    V acc1_0 = V.Zero;
                    V acc1_1 = V.Zero;
                    V acc2_0 = V.Zero;
                    V acc2_1 = V.Zero;
                    V acc3_0 = V.Zero;
                    V acc3_1 = V.Zero;
                    V acc4_0 = V.Zero;
                    V acc4_1 = V.Zero;
                    for (nint k = 0; k < 256; k++)
                    {
                        Prefetching.ToSecondCache(w + (3 * k) + 7936);
                        V w0 = *(V*)&w[16 * k];
                        V w1 = *(V*)&w[(16 * k) + 8];
                        V x0 = Vector256.Create(x[k]);
                        acc0_0 = Vector256.MultiplyAddEstimate(x0, w0, acc0_0);
                        acc0_1 = Vector256.MultiplyAddEstimate(x0, w1, acc0_1);
                        V x1 = Vector256.Create(x[k + 256]);
                        acc1_0 = Vector256.MultiplyAddEstimate(x1, w0, acc1_0);
                        acc1_1 = Vector256.MultiplyAddEstimate(x1, w1, acc1_1);
                        V x2 = Vector256.Create(x[k + 512]);
                        acc2_0 = Vector256.MultiplyAddEstimate(x2, w0, acc2_0);
                        acc2_1 = Vector256.MultiplyAddEstimate(x2, w1, acc2_1);
                        V x3 = Vector256.Create(x[k + 768]);
                        acc3_0 = Vector256.MultiplyAddEstimate(x3, w0, acc3_0);
                        acc3_1 = Vector256.MultiplyAddEstimate(x3, w1, acc3_1);
                        V x4 = Vector256.Create(x[k + 1024]);
                        acc4_0 = Vector256.MultiplyAddEstimate(x4, w0, acc4_0);
                        acc4_1 = Vector256.MultiplyAddEstimate(x4, w1, acc4_1);
                    }
                    *(V*)y = acc0_0;
                    *(V*)&y[8] = acc0_1;
                    *(V*)&y[16] = acc1_0;
                    *(V*)&y[24] = acc1_1;
                    *(V*)&y[32] = acc2_0;
                    *(V*)&y[40] = acc2_1;
                    *(V*)&y[48] = acc3_0;
                    *(V*)&y[56] = acc3_1;
                    *(V*)&y[64] = acc4_0;
                    *(V*)&y[72] = acc4_1;
                }
            }
        }

        // conv1, Strassen's algorithm, 3 of 3: output transform.
        // out[pixel, oc]: u2 = m0 + m3, u3 = u2 + m4, u4 = u2 + m2; quarters m0 + m1, u4 + m5, u3 − m6, u3 + m2 of the products m; + bias[oc], Relu.
        // A pixel and its partner at a time; a vector of channels at a time.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Conv1OutputTransform(float* products, float* bias, float* output)
        {
            for (nint row = 0; row < 3; row++)
            {
                for (nint column = 0; column < 7; column++)
                {
                    float* p = products + (224 * row) + (16 * column);
                    for (nint oc = 0; oc < 16; oc += 8)
                    {
                        V m0 = *(V*)&p[oc];
                        V m1 = *(V*)&p[oc + 576];
                        V m2 = *(V*)&p[oc + 1152];
                        V m3 = *(V*)&p[oc + 1728];
                        V m4 = *(V*)&p[oc + 2304];
                        V m5 = *(V*)&p[oc + 2880];
                        V m6 = *(V*)&p[oc + 3456];
                        V u2_ = m0 + m3;
                        V u3_ = u2_ + m4;
                        V u4_ = u2_ + m2;
                        V sum0 = (m0 + m1) + *(V*)&bias[oc];
                        V out0 = Vector256.MaxNative(V.Zero, sum0);
                        V sum1 = (u4_ + m5) + *(V*)&bias[oc + 256];
                        V out1 = Vector256.MaxNative(V.Zero, sum1);
                        V sum2 = (u3_ - m6) + *(V*)&bias[oc];
                        V out2 = Vector256.MaxNative(V.Zero, sum2);
                        V sum3 = (u3_ + m2) + *(V*)&bias[oc + 256];
                        V out3 = Vector256.MaxNative(V.Zero, sum3);
                        *(V*)&output[(7168 * row) + (512 * column) + oc] = out0;
                        *(V*)&output[(7168 * row) + (512 * column) + oc + 256] = out1;
                        *(V*)&output[(7168 * row) + (512 * column) + oc + 17920] = out2;
                        *(V*)&output[(7168 * row) + (512 * column) + oc + 18176] = out3;
                    }
                }
            }
            for (nint row = 0; row < 2; row++)
            {
                for (nint column = 0; column < 7; column++)
                {
                    float* p = products + (224 * row) + (16 * column) + 112;
                    for (nint oc = 0; oc < 16; oc += 8)
                    {
                        V m0 = *(V*)&p[oc];
                        V m1 = *(V*)&p[oc + 576];
                        V m2 = *(V*)&p[oc + 1152];
                        V m3 = *(V*)&p[oc + 1728];
                        V m4 = *(V*)&p[oc + 2304];
                        V m5 = *(V*)&p[oc + 2880];
                        V m6 = *(V*)&p[oc + 3456];
                        V u2_ = m0 + m3;
                        V u3_ = u2_ + m4;
                        V u4_ = u2_ + m2;
                        V sum0 = (m0 + m1) + *(V*)&bias[oc];
                        V out0 = Vector256.MaxNative(V.Zero, sum0);
                        V sum1 = (u4_ + m5) + *(V*)&bias[oc + 256];
                        V out1 = Vector256.MaxNative(V.Zero, sum1);
                        V sum2 = (u3_ - m6) + *(V*)&bias[oc];
                        V out2 = Vector256.MaxNative(V.Zero, sum2);
                        V sum3 = (u3_ + m2) + *(V*)&bias[oc + 256];
                        V out3 = Vector256.MaxNative(V.Zero, sum3);
                        *(V*)&output[(7168 * row) + (512 * column) + oc + 3584] = out0;
                        *(V*)&output[(7168 * row) + (512 * column) + oc + 3840] = out1;
                        *(V*)&output[(7168 * row) + (512 * column) + oc + 21504] = out2;
                        *(V*)&output[(7168 * row) + (512 * column) + oc + 21760] = out3;
                    }
                }
            }
        }
