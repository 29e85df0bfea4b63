        // conv2 weight gradient: Conv 16 × 5×5, s 1, gradient of weights through the winners of max pooling: 14×14×6, 5×5×16 → 0.
        // dWeight[oc, ic, kh, kw] += Σ dOut[ph, pw, oc] · in[h + kh, w + kw, ic], where (h, w) is the corner of the window that won (ph, pw, oc).
        // Winners only, their windows times the gradient.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Conv2WeightGradient(float* input, float* dOutput, int* winners, float* dWeight, float* dBias)
        {
            for (nint oc = 0; oc < 16; oc++)
            {
                {
                    Vector256<float> sum0_0 = *(Vector256<float>*)(dWeight + 160 * oc);
                    Vector256<float> sum0_1 = *(Vector256<float>*)(dWeight + (160 * oc) + 8);
                    Vector256<float> sum0_2 = *(Vector256<float>*)(dWeight + (160 * oc) + 16);
                    Vector256<float> sum0_3 = *(Vector256<float>*)(dWeight + (160 * oc) + 24);
                    Vector256<float> sum1_0 = *(Vector256<float>*)(dWeight + (160 * oc) + 32);
                    Vector256<float> sum1_1 = *(Vector256<float>*)(dWeight + (160 * oc) + 40);
                    Vector256<float> sum1_2 = *(Vector256<float>*)(dWeight + (160 * oc) + 48);
                    Vector256<float> sum1_3 = *(Vector256<float>*)(dWeight + (160 * oc) + 56);
                    Vector256<float> sum2_0 = *(Vector256<float>*)(dWeight + (160 * oc) + 64);
                    Vector256<float> sum2_1 = *(Vector256<float>*)(dWeight + (160 * oc) + 72);
                    Vector256<float> sum2_2 = *(Vector256<float>*)(dWeight + (160 * oc) + 80);
                    Vector256<float> sum2_3 = *(Vector256<float>*)(dWeight + (160 * oc) + 88);
                    for (nint ph = 0; ph < 5; ph++)
                    {
                        for (nint pw = 0; pw < 5; pw++)
                        {
                            nint winner = winners[(80 * ph) + (16 * pw) + oc];
                            nint row = (winner >> 8);
                            nint column = (winner & 255);
                            Vector256<float> g = Vector256.Create(dOutput[(80 * ph) + (16 * pw) + oc]);
                            float* window = input + (168 * ph) + (12 * pw) + (84 * row) + (6 * column);
                            sum0_0 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)window, sum0_0);
                            sum0_1 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 8), sum0_1);
                            sum0_2 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 16), sum0_2);
                            sum0_3 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 24), sum0_3);
                            sum1_0 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 84), sum1_0);
                            sum1_1 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 92), sum1_1);
                            sum1_2 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 100), sum1_2);
                            sum1_3 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 108), sum1_3);
                            sum2_0 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 168), sum2_0);
                            sum2_1 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 176), sum2_1);
                            sum2_2 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 184), sum2_2);
                            sum2_3 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 192), sum2_3);
                        }
                    }
                    *(Vector256<float>*)(dWeight + 160 * oc) = sum0_0;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 8) = sum0_1;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 16) = sum0_2;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 24) = sum0_3;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 32) = sum1_0;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 40) = sum1_1;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 48) = sum1_2;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 56) = sum1_3;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 64) = sum2_0;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 72) = sum2_1;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 80) = sum2_2;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 88) = sum2_3;
                }
                {
                    Vector256<float> sum3_0 = *(Vector256<float>*)(dWeight + (160 * oc) + 96);
                    Vector256<float> sum3_1 = *(Vector256<float>*)(dWeight + (160 * oc) + 104);
                    Vector256<float> sum3_2 = *(Vector256<float>*)(dWeight + (160 * oc) + 112);
                    Vector256<float> sum3_3 = *(Vector256<float>*)(dWeight + (160 * oc) + 120);
                    Vector256<float> sum4_0 = *(Vector256<float>*)(dWeight + (160 * oc) + 128);
                    Vector256<float> sum4_1 = *(Vector256<float>*)(dWeight + (160 * oc) + 136);
                    Vector256<float> sum4_2 = *(Vector256<float>*)(dWeight + (160 * oc) + 144);
                    Vector256<float> sum4_3 = *(Vector256<float>*)(dWeight + (160 * oc) + 152);
                    for (nint ph = 0; ph < 5; ph++)
                    {
                        for (nint pw = 0; pw < 5; pw++)
                        {
                            nint winner = winners[(80 * ph) + (16 * pw) + oc];
                            nint row = (winner >> 8);
                            nint column = (winner & 255);
                            Vector256<float> g = Vector256.Create(dOutput[(80 * ph) + (16 * pw) + oc]);
                            float* window = input + (168 * ph) + (12 * pw) + (84 * row) + (6 * column);
                            sum3_0 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 252), sum3_0);
                            sum3_1 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 260), sum3_1);
                            sum3_2 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 268), sum3_2);
                            sum3_3 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 276), sum3_3);
                            sum4_0 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 336), sum4_0);
                            sum4_1 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 344), sum4_1);
                            sum4_2 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 352), sum4_2);
                            sum4_3 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)(window + 360), sum4_3);
                        }
                    }
                    *(Vector256<float>*)(dWeight + (160 * oc) + 96) = sum3_0;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 104) = sum3_1;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 112) = sum3_2;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 120) = sum3_3;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 128) = sum4_0;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 136) = sum4_1;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 144) = sum4_2;
                    *(Vector256<float>*)(dWeight + (160 * oc) + 152) = sum4_3;
                }
            }
            // dBias[oc] += Σ dOut[oh, ow, oc]
            {
                Vector256<float> sum0 = *(Vector256<float>*)dBias;
                Vector256<float> sum1 = *(Vector256<float>*)(dBias + 8);
                for (nint oh = 0; oh < 5; oh++)
                {
                    for (nint ow = 0; ow < 5; ow++)
                    {
                        sum0 = (sum0 + *(Vector256<float>*)(dOutput + (80 * oh) + (16 * ow)));
                        sum1 = (sum1 + *(Vector256<float>*)(dOutput + (80 * oh) + (16 * ow) + 8));
                    }
                }
                *(Vector256<float>*)dBias = sum0;
                *(Vector256<float>*)(dBias + 8) = sum1;
            }
        }
