        // pool1: MaxPool 3×3, s 2, p 1: 6×6×8 → 3×3×8.
        // out[oh, ow, c] = max over kh, kw of in[2·oh + kh − 1, 2·ow + kw − 1, c].
        // 8 channels at a time; edges apart, so that padding is never read.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Pool1(float* input, float* output)
        {
            {
                V largest = *(V*)input;
                V x1_2 = *(V*)&input[8];
                V x2_1 = *(V*)&input[48];
                largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x1_2, x2_1), largest), x1_2, x2_1);
                V x2_2 = *(V*)&input[56];
                largest = VectorMath.KeepNaN(Vector256.MaxNative(x2_2, largest), x2_2, x2_2);
                *(V*)output = largest;
            }
            for (nint ow = 1; ow < 3; ow++)
            {
                V largest = *(V*)&input[(16 * ow) - 8];
                V x1_1 = *(V*)&input[16 * ow];
                V x1_2 = *(V*)&input[(16 * ow) + 8];
                largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x1_1, x1_2), largest), x1_1, x1_2);
                V x2_0 = *(V*)&input[(16 * ow) + 40];
                V x2_1 = *(V*)&input[(16 * ow) + 48];
                largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x2_0, x2_1), largest), x2_0, x2_1);
                V x2_2 = *(V*)&input[(16 * ow) + 56];
                largest = VectorMath.KeepNaN(Vector256.MaxNative(x2_2, largest), x2_2, x2_2);
                *(V*)&output[8 * ow] = largest;
            }
            for (nint oh = 1; oh < 3; oh++)
            {
                {
                    V largest = *(V*)&input[(96 * oh) - 48];
                    V x0_2 = *(V*)&input[(96 * oh) - 40];
                    V x1_1 = *(V*)&input[96 * oh];
                    largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x0_2, x1_1), largest), x0_2, x1_1);
                    V x1_2 = *(V*)&input[(96 * oh) + 8];
                    V x2_1 = *(V*)&input[(96 * oh) + 48];
                    largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x1_2, x2_1), largest), x1_2, x2_1);
                    V x2_2 = *(V*)&input[(96 * oh) + 56];
                    largest = VectorMath.KeepNaN(Vector256.MaxNative(x2_2, largest), x2_2, x2_2);
                    *(V*)&output[24 * oh] = largest;
                }
                for (nint ow = 1; ow < 3; ow++)
                {
                    V largest = *(V*)&input[(96 * oh) + (16 * ow) - 56];
                    V x0_1 = *(V*)&input[(96 * oh) + (16 * ow) - 48];
                    V x0_2 = *(V*)&input[(96 * oh) + (16 * ow) - 40];
                    largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x0_1, x0_2), largest), x0_1, x0_2);
                    V x1_0 = *(V*)&input[(96 * oh) + (16 * ow) - 8];
                    V x1_1 = *(V*)&input[(96 * oh) + (16 * ow)];
                    largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x1_0, x1_1), largest), x1_0, x1_1);
                    V x1_2 = *(V*)&input[(96 * oh) + (16 * ow) + 8];
                    V x2_0 = *(V*)&input[(96 * oh) + (16 * ow) + 40];
                    largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x1_2, x2_0), largest), x1_2, x2_0);
                    V x2_1 = *(V*)&input[(96 * oh) + (16 * ow) + 48];
                    V x2_2 = *(V*)&input[(96 * oh) + (16 * ow) + 56];
                    largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x2_1, x2_2), largest), x2_1, x2_2);
                    *(V*)&output[(24 * oh) + (8 * ow)] = largest;
                }
            }
        }
