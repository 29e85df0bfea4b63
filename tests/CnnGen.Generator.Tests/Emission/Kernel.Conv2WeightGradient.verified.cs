        // conv2 weight gradient: Conv 16 × 5×5, s 1, gradient of weights through the winners of max pooling: 14×14×6, 5×5×16 → 0.
        // dWeight[oc, ic, kh, kw] += Σ dOut[ph, pw, oc] · in[h + kh, w + kw, ic], where (h, w) is the corner of the window that won (ph, pw, oc).
        // Maxima only, their windows times the gradient; runs of the input copied to whole cache lines.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Conv2WeightGradient(float* input, float* runs, float* dOutput, int* argmax, float* dWeight, float* dBias)
        {
            // runs[w, h, (kw, ic)] = in[h, w + kw, ic], each run on whole cache lines
            for (nint w = 0; w < 10; w++)
            {
                for (nint h = 0; h < 14; h++)
                {
                    *(V*)&runs[(448 * w) + (32 * h)] = *(V*)&input[(84 * h) + (6 * w)];
                    *(V*)&runs[(448 * w) + (32 * h) + 8] = *(V*)&input[(84 * h) + (6 * w) + 8];
                    *(V*)&runs[(448 * w) + (32 * h) + 16] = *(V*)&input[(84 * h) + (6 * w) + 16];
                    *(V*)&runs[(448 * w) + (32 * h) + 24] = *(V*)&input[(84 * h) + (6 * w) + 24];
                }
            }
            for (nint oc = 0; oc < 16; oc++)
            {
                {
                    V sum0_0_0 = *(V*)&dWeight[160 * oc];
                    V sum0_0_1 = *(V*)&dWeight[(160 * oc) + 8];
                    V sum0_0_2 = *(V*)&dWeight[(160 * oc) + 16];
                    V sum0_0_3 = *(V*)&dWeight[(160 * oc) + 24];
                    V sum0_1_0 = *(V*)&dWeight[(160 * oc) + 32];
                    V sum0_1_1 = *(V*)&dWeight[(160 * oc) + 40];
                    V sum0_1_2 = *(V*)&dWeight[(160 * oc) + 48];
                    V sum0_1_3 = *(V*)&dWeight[(160 * oc) + 56];
                    V sum0_2_0 = *(V*)&dWeight[(160 * oc) + 64];
                    V sum0_2_1 = *(V*)&dWeight[(160 * oc) + 72];
                    V sum0_2_2 = *(V*)&dWeight[(160 * oc) + 80];
                    V sum0_2_3 = *(V*)&dWeight[(160 * oc) + 88];
                    for (nint ph = 0; ph < 5; ph++)
                    {
                        for (nint pw = 0; pw < 5; pw++)
                        {
                            nint index = argmax[(80 * ph) + (16 * pw) + oc];
                            nint row = index >> 8;
                            nint column = index & 255;
                            V g = Vector256.Create(dOutput[(80 * ph) + (16 * pw) + oc]);
                            float* window = runs + (896 * pw) + (448 * column) + (64 * ph) + (32 * row);
                            sum0_0_0 = Vector256.MultiplyAddEstimate(g, *(V*)window, sum0_0_0);
                            sum0_0_1 = Vector256.MultiplyAddEstimate(g, *(V*)&window[8], sum0_0_1);
                            sum0_0_2 = Vector256.MultiplyAddEstimate(g, *(V*)&window[16], sum0_0_2);
                            sum0_0_3 = Vector256.MultiplyAddEstimate(g, *(V*)&window[24], sum0_0_3);
                            sum0_1_0 = Vector256.MultiplyAddEstimate(g, *(V*)&window[32], sum0_1_0);
                            sum0_1_1 = Vector256.MultiplyAddEstimate(g, *(V*)&window[40], sum0_1_1);
                            sum0_1_2 = Vector256.MultiplyAddEstimate(g, *(V*)&window[48], sum0_1_2);
                            sum0_1_3 = Vector256.MultiplyAddEstimate(g, *(V*)&window[56], sum0_1_3);
                            sum0_2_0 = Vector256.MultiplyAddEstimate(g, *(V*)&window[64], sum0_2_0);
                            sum0_2_1 = Vector256.MultiplyAddEstimate(g, *(V*)&window[72], sum0_2_1);
                            sum0_2_2 = Vector256.MultiplyAddEstimate(g, *(V*)&window[80], sum0_2_2);
                            sum0_2_3 = Vector256.MultiplyAddEstimate(g, *(V*)&window[88], sum0_2_3);
                        }
                    }
                    *(V*)&dWeight[160 * oc] = sum0_0_0;
                    *(V*)&dWeight[(160 * oc) + 8] = sum0_0_1;
                    *(V*)&dWeight[(160 * oc) + 16] = sum0_0_2;
                    *(V*)&dWeight[(160 * oc) + 24] = sum0_0_3;
                    *(V*)&dWeight[(160 * oc) + 32] = sum0_1_0;
                    *(V*)&dWeight[(160 * oc) + 40] = sum0_1_1;
                    *(V*)&dWeight[(160 * oc) + 48] = sum0_1_2;
                    *(V*)&dWeight[(160 * oc) + 56] = sum0_1_3;
                    *(V*)&dWeight[(160 * oc) + 64] = sum0_2_0;
                    *(V*)&dWeight[(160 * oc) + 72] = sum0_2_1;
                    *(V*)&dWeight[(160 * oc) + 80] = sum0_2_2;
                    *(V*)&dWeight[(160 * oc) + 88] = sum0_2_3;
                }
                {
                    V sum0_3_0 = *(V*)&dWeight[(160 * oc) + 96];
                    V sum0_3_1 = *(V*)&dWeight[(160 * oc) + 104];
                    V sum0_3_2 = *(V*)&dWeight[(160 * oc) + 112];
                    V sum0_3_3 = *(V*)&dWeight[(160 * oc) + 120];
                    V sum0_4_0 = *(V*)&dWeight[(160 * oc) + 128];
                    V sum0_4_1 = *(V*)&dWeight[(160 * oc) + 136];
                    V sum0_4_2 = *(V*)&dWeight[(160 * oc) + 144];
                    V sum0_4_3 = *(V*)&dWeight[(160 * oc) + 152];
                    for (nint ph = 0; ph < 5; ph++)
                    {
                        for (nint pw = 0; pw < 5; pw++)
                        {
                            nint index = argmax[(80 * ph) + (16 * pw) + oc];
                            nint row = index >> 8;
                            nint column = index & 255;
                            V g = Vector256.Create(dOutput[(80 * ph) + (16 * pw) + oc]);
                            float* window = runs + (896 * pw) + (448 * column) + (64 * ph) + (32 * row);
                            sum0_3_0 = Vector256.MultiplyAddEstimate(g, *(V*)&window[96], sum0_3_0);
                            sum0_3_1 = Vector256.MultiplyAddEstimate(g, *(V*)&window[104], sum0_3_1);
                            sum0_3_2 = Vector256.MultiplyAddEstimate(g, *(V*)&window[112], sum0_3_2);
                            sum0_3_3 = Vector256.MultiplyAddEstimate(g, *(V*)&window[120], sum0_3_3);
                            sum0_4_0 = Vector256.MultiplyAddEstimate(g, *(V*)&window[128], sum0_4_0);
                            sum0_4_1 = Vector256.MultiplyAddEstimate(g, *(V*)&window[136], sum0_4_1);
                            sum0_4_2 = Vector256.MultiplyAddEstimate(g, *(V*)&window[144], sum0_4_2);
                            sum0_4_3 = Vector256.MultiplyAddEstimate(g, *(V*)&window[152], sum0_4_3);
                        }
                    }
                    *(V*)&dWeight[(160 * oc) + 96] = sum0_3_0;
                    *(V*)&dWeight[(160 * oc) + 104] = sum0_3_1;
                    *(V*)&dWeight[(160 * oc) + 112] = sum0_3_2;
                    *(V*)&dWeight[(160 * oc) + 120] = sum0_3_3;
                    *(V*)&dWeight[(160 * oc) + 128] = sum0_4_0;
                    *(V*)&dWeight[(160 * oc) + 136] = sum0_4_1;
                    *(V*)&dWeight[(160 * oc) + 144] = sum0_4_2;
                    *(V*)&dWeight[(160 * oc) + 152] = sum0_4_3;
                }
            }
            // dBias[oc] += Σ dOut[oh, ow, oc]
            {
                V sum0 = *(V*)dBias;
                V sum1 = *(V*)&dBias[8];
                for (nint oh = 0; oh < 5; oh++)
                {
                    V row0 = V.Zero;
                    V row1 = V.Zero;
                    for (nint ow = 0; ow < 5; ow++)
                    {
                        row0 = row0 + *(V*)&dOutput[(80 * oh) + (16 * ow)];
                        row1 = row1 + *(V*)&dOutput[(80 * oh) + (16 * ow) + 8];
                    }
                    sum0 = sum0 + row0;
                    sum1 = sum1 + row1;
                }
                *(V*)dBias = sum0;
                *(V*)&dBias[8] = sum1;
            }
        }
