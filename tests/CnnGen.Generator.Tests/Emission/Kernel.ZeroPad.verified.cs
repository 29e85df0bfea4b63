        // pad1: ZeroPad 1, 0, 2, 0: 6×6×8 → 7×8×8.
        // out[1 + ih, 2 + iw, c] = in[ih, iw, c], and 0 around it.
        // Copied, then the zeros around it.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Pad1(float* input, float* output)
        {
            for (nint row = 0; row < 6; row++)
            {
                for (nint i = 0; i < 48; i += 8)
                {
                    *(V*)&output[(64 * row) + i + 80] = *(V*)&input[(48 * row) + i];
                }
            }
            for (nint i = 0; i < 64; i += 8)
            {
                *(V*)&output[i] = V.Zero;
            }
            for (nint row = 0; row < 6; row++)
            {
                for (nint i = 0; i < 16; i += 8)
                {
                    *(V*)&output[(64 * row) + i + 64] = V.Zero;
                }
            }
        }
