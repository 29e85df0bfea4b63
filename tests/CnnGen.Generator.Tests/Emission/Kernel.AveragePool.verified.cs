        // pool1: AveragePool 2×2, s 2: 6×6×8 → 3×3×8.
        // out[oh, ow, c] = mean over kh, kw of in[2·oh + kh, 2·ow + kw, c].
        // 8 channels at a time; edges apart, so that padding is never read.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Pool1(float* input, float* output)
        {
            for (nint oh = 0; oh < 3; oh++)
            {
                for (nint ow = 0; ow < 3; ow++)
                {
                    V sum = V.Zero;
                    sum = sum + *(V*)&input[(96 * oh) + (16 * ow)];
                    sum = sum + *(V*)&input[(96 * oh) + (16 * ow) + 8];
                    sum = sum + *(V*)&input[(96 * oh) + (16 * ow) + 48];
                    sum = sum + *(V*)&input[(96 * oh) + (16 * ow) + 56];
                    *(V*)&output[(24 * oh) + (8 * ow)] = sum * Vector256.Create(0.25f);
                }
            }
        }
