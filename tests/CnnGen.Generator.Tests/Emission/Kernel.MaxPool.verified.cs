        // pool1: MaxPool 3×3, s 2, p 1: 6×6×8 → 3×3×8.
        // out[oh, ow, c] = max over kh, kw of in[2·oh + kh − 1, 2·ow + kw − 1, c].
        // 8 channels at a time; edges apart, so that padding is never read.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Pool1(float* input, float* output)
        {
            {
                Vector256<float> largest = *(Vector256<float>*)input;
                Vector256<float> x1_2 = *(Vector256<float>*)&input[8];
                Vector256<float> x2_1 = *(Vector256<float>*)&input[48];
                largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x1_2, x2_1), largest), x1_2, x2_1);
                Vector256<float> x2_2 = *(Vector256<float>*)&input[56];
                largest = VectorMath.KeepNaN(Vector256.MaxNative(x2_2, largest), x2_2, x2_2);
                *(Vector256<float>*)output = largest;
            }
            for (nint ow = 1; ow < 3; ow++)
            {
                Vector256<float> largest = *(Vector256<float>*)&input[(16 * ow) - 8];
                Vector256<float> x1_1 = *(Vector256<float>*)&input[16 * ow];
                Vector256<float> x1_2 = *(Vector256<float>*)&input[(16 * ow) + 8];
                largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x1_1, x1_2), largest), x1_1, x1_2);
                Vector256<float> x2_0 = *(Vector256<float>*)&input[(16 * ow) + 40];
                Vector256<float> x2_1 = *(Vector256<float>*)&input[(16 * ow) + 48];
                largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x2_0, x2_1), largest), x2_0, x2_1);
                Vector256<float> x2_2 = *(Vector256<float>*)&input[(16 * ow) + 56];
                largest = VectorMath.KeepNaN(Vector256.MaxNative(x2_2, largest), x2_2, x2_2);
                *(Vector256<float>*)&output[8 * ow] = largest;
            }
            for (nint oh = 1; oh < 3; oh++)
            {
                {
                    Vector256<float> largest = *(Vector256<float>*)&input[(96 * oh) - 48];
                    Vector256<float> x0_2 = *(Vector256<float>*)&input[(96 * oh) - 40];
                    Vector256<float> x1_1 = *(Vector256<float>*)&input[96 * oh];
                    largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x0_2, x1_1), largest), x0_2, x1_1);
                    Vector256<float> x1_2 = *(Vector256<float>*)&input[(96 * oh) + 8];
                    Vector256<float> x2_1 = *(Vector256<float>*)&input[(96 * oh) + 48];
                    largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x1_2, x2_1), largest), x1_2, x2_1);
                    Vector256<float> x2_2 = *(Vector256<float>*)&input[(96 * oh) + 56];
                    largest = VectorMath.KeepNaN(Vector256.MaxNative(x2_2, largest), x2_2, x2_2);
                    *(Vector256<float>*)&output[24 * oh] = largest;
                }
                for (nint ow = 1; ow < 3; ow++)
                {
                    Vector256<float> largest = *(Vector256<float>*)&input[(96 * oh) + (16 * ow) - 56];
                    Vector256<float> x0_1 = *(Vector256<float>*)&input[(96 * oh) + (16 * ow) - 48];
                    Vector256<float> x0_2 = *(Vector256<float>*)&input[(96 * oh) + (16 * ow) - 40];
                    largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x0_1, x0_2), largest), x0_1, x0_2);
                    Vector256<float> x1_0 = *(Vector256<float>*)&input[(96 * oh) + (16 * ow) - 8];
                    Vector256<float> x1_1 = *(Vector256<float>*)&input[(96 * oh) + (16 * ow)];
                    largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x1_0, x1_1), largest), x1_0, x1_1);
                    Vector256<float> x1_2 = *(Vector256<float>*)&input[(96 * oh) + (16 * ow) + 8];
                    Vector256<float> x2_0 = *(Vector256<float>*)&input[(96 * oh) + (16 * ow) + 40];
                    largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x1_2, x2_0), largest), x1_2, x2_0);
                    Vector256<float> x2_1 = *(Vector256<float>*)&input[(96 * oh) + (16 * ow) + 48];
                    Vector256<float> x2_2 = *(Vector256<float>*)&input[(96 * oh) + (16 * ow) + 56];
                    largest = VectorMath.KeepNaN(Vector256.MaxNative(Vector256.MaxNative(x2_1, x2_2), largest), x2_1, x2_2);
                    *(Vector256<float>*)&output[(24 * oh) + (8 * ow)] = largest;
                }
            }
        }
