        // conv2 weight gradient: Conv 16 × 5×5, s 1, gradient of weights through the winners of max pooling: 14×14×6, 5×5×16 → 0.
        // dWeight[oc, ic, kh, kw] += Σ dOut[ph, pw, oc] · in[h + kh, w + kw, ic], where (h, w) is the corner of the window that won (ph, pw, oc).
        // Winners only, their windows times the gradient.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Conv2WeightGradient(float* input, float* runs, float* dOutput, int* winners, float* dWeight, float* dBias)
        {
            // runs[w, h, (kw, ic)] = in[h, w + kw, ic], each run on whole cache lines
            for (nint w = 0; w < 10; w++)
            {
                for (nint h = 0; h < 14; h++)
                {
                    *(Vector256<float>*)&runs[(448 * w) + (32 * h)] = *(Vector256<float>*)&input[(84 * h) + (6 * w)];
                    *(Vector256<float>*)&runs[(448 * w) + (32 * h) + 8] = *(Vector256<float>*)&input[(84 * h) + (6 * w) + 8];
                    *(Vector256<float>*)&runs[(448 * w) + (32 * h) + 16] = *(Vector256<float>*)&input[(84 * h) + (6 * w) + 16];
                    *(Vector256<float>*)&runs[(448 * w) + (32 * h) + 24] = *(Vector256<float>*)&input[(84 * h) + (6 * w) + 24];
                }
            }
            for (nint oc = 0; oc < 16; oc++)
            {
                {
                    Vector256<float> sum0_0_0 = *(Vector256<float>*)&dWeight[160 * oc];
                    Vector256<float> sum0_0_1 = *(Vector256<float>*)&dWeight[(160 * oc) + 8];
                    Vector256<float> sum0_0_2 = *(Vector256<float>*)&dWeight[(160 * oc) + 16];
                    Vector256<float> sum0_0_3 = *(Vector256<float>*)&dWeight[(160 * oc) + 24];
                    Vector256<float> sum0_1_0 = *(Vector256<float>*)&dWeight[(160 * oc) + 32];
                    Vector256<float> sum0_1_1 = *(Vector256<float>*)&dWeight[(160 * oc) + 40];
                    Vector256<float> sum0_1_2 = *(Vector256<float>*)&dWeight[(160 * oc) + 48];
                    Vector256<float> sum0_1_3 = *(Vector256<float>*)&dWeight[(160 * oc) + 56];
                    Vector256<float> sum0_2_0 = *(Vector256<float>*)&dWeight[(160 * oc) + 64];
                    Vector256<float> sum0_2_1 = *(Vector256<float>*)&dWeight[(160 * oc) + 72];
                    Vector256<float> sum0_2_2 = *(Vector256<float>*)&dWeight[(160 * oc) + 80];
                    Vector256<float> sum0_2_3 = *(Vector256<float>*)&dWeight[(160 * oc) + 88];
                    for (nint ph = 0; ph < 5; ph++)
                    {
                        for (nint pw = 0; pw < 5; pw++)
                        {
                            nint winner = winners[(80 * ph) + (16 * pw) + oc];
                            nint row = winner >> 8;
                            nint column = winner & 255;
                            Vector256<float> g = Vector256.Create(dOutput[(80 * ph) + (16 * pw) + oc]);
                            float* window = runs + (896 * pw) + (448 * column) + (64 * ph) + (32 * row);
                            sum0_0_0 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)window, sum0_0_0);
                            sum0_0_1 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[8], sum0_0_1);
                            sum0_0_2 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[16], sum0_0_2);
                            sum0_0_3 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[24], sum0_0_3);
                            sum0_1_0 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[32], sum0_1_0);
                            sum0_1_1 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[40], sum0_1_1);
                            sum0_1_2 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[48], sum0_1_2);
                            sum0_1_3 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[56], sum0_1_3);
                            sum0_2_0 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[64], sum0_2_0);
                            sum0_2_1 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[72], sum0_2_1);
                            sum0_2_2 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[80], sum0_2_2);
                            sum0_2_3 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[88], sum0_2_3);
                        }
                    }
                    *(Vector256<float>*)&dWeight[160 * oc] = sum0_0_0;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 8] = sum0_0_1;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 16] = sum0_0_2;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 24] = sum0_0_3;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 32] = sum0_1_0;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 40] = sum0_1_1;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 48] = sum0_1_2;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 56] = sum0_1_3;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 64] = sum0_2_0;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 72] = sum0_2_1;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 80] = sum0_2_2;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 88] = sum0_2_3;
                }
                {
                    Vector256<float> sum0_3_0 = *(Vector256<float>*)&dWeight[(160 * oc) + 96];
                    Vector256<float> sum0_3_1 = *(Vector256<float>*)&dWeight[(160 * oc) + 104];
                    Vector256<float> sum0_3_2 = *(Vector256<float>*)&dWeight[(160 * oc) + 112];
                    Vector256<float> sum0_3_3 = *(Vector256<float>*)&dWeight[(160 * oc) + 120];
                    Vector256<float> sum0_4_0 = *(Vector256<float>*)&dWeight[(160 * oc) + 128];
                    Vector256<float> sum0_4_1 = *(Vector256<float>*)&dWeight[(160 * oc) + 136];
                    Vector256<float> sum0_4_2 = *(Vector256<float>*)&dWeight[(160 * oc) + 144];
                    Vector256<float> sum0_4_3 = *(Vector256<float>*)&dWeight[(160 * oc) + 152];
                    for (nint ph = 0; ph < 5; ph++)
                    {
                        for (nint pw = 0; pw < 5; pw++)
                        {
                            nint winner = winners[(80 * ph) + (16 * pw) + oc];
                            nint row = winner >> 8;
                            nint column = winner & 255;
                            Vector256<float> g = Vector256.Create(dOutput[(80 * ph) + (16 * pw) + oc]);
                            float* window = runs + (896 * pw) + (448 * column) + (64 * ph) + (32 * row);
                            sum0_3_0 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[96], sum0_3_0);
                            sum0_3_1 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[104], sum0_3_1);
                            sum0_3_2 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[112], sum0_3_2);
                            sum0_3_3 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[120], sum0_3_3);
                            sum0_4_0 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[128], sum0_4_0);
                            sum0_4_1 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[136], sum0_4_1);
                            sum0_4_2 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[144], sum0_4_2);
                            sum0_4_3 = Vector256.MultiplyAddEstimate(g, *(Vector256<float>*)&window[152], sum0_4_3);
                        }
                    }
                    *(Vector256<float>*)&dWeight[(160 * oc) + 96] = sum0_3_0;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 104] = sum0_3_1;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 112] = sum0_3_2;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 120] = sum0_3_3;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 128] = sum0_4_0;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 136] = sum0_4_1;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 144] = sum0_4_2;
                    *(Vector256<float>*)&dWeight[(160 * oc) + 152] = sum0_4_3;
                }
            }
            // dBias[oc] += Σ dOut[oh, ow, oc]
            {
                Vector256<float> sum0 = *(Vector256<float>*)dBias;
                Vector256<float> sum1 = *(Vector256<float>*)&dBias[8];
                for (nint oh = 0; oh < 5; oh++)
                {
                    for (nint ow = 0; ow < 5; ow++)
                    {
                        sum0 = sum0 + *(Vector256<float>*)&dOutput[(80 * oh) + (16 * ow)];
                        sum1 = sum1 + *(Vector256<float>*)&dOutput[(80 * oh) + (16 * ow) + 8];
                    }
                }
                *(Vector256<float>*)dBias = sum0;
                *(Vector256<float>*)&dBias[8] = sum1;
            }
        }
