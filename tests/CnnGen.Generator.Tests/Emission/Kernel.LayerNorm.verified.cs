        // ln1: LayerNorm: 6×6×8 → 6×6×8.
        // out[h, w, c] = (in[h, w, c] − μ)/√(σ² + 1E-05) · weight[c] + bias[c], with μ and σ² of the channels of the pixel.
        // Pixel by pixel: the mean of its channels, their squared distances to it, then all values.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Ln1(float* input, float* weight, float* bias, float* output)
        {
            for (nint oh = 0; oh < 6; oh++)
            {
                for (nint ow = 0; ow < 6; ow++)
                {
                    Vector256<float> sumPart0 = Vector256<float>.Zero;
                    {
                        sumPart0 = sumPart0 + *(Vector256<float>*)&input[(48 * oh) + (8 * ow)];
                    }
                    Vector256<float> sum = Vector256.Create(Vector256.Sum(sumPart0));
                    Vector256<float> mean = sum * Vector256.Create(0.125f);
                    Vector256<float> squaresPart0 = Vector256<float>.Zero;
                    {
                        Vector256<float> d = *(Vector256<float>*)&input[(48 * oh) + (8 * ow)] - mean;
                        squaresPart0 = Vector256.MultiplyAddEstimate(d, d, squaresPart0);
                    }
                    Vector256<float> squares = Vector256.Create(Vector256.Sum(squaresPart0));
                    Vector256<float> factor = Vector256.Create(1f) / Vector256.Sqrt(Vector256.MultiplyAddEstimate(squares, Vector256.Create(0.125f), Vector256.Create(1E-05f)));
                    {
                        *(Vector256<float>*)&output[(48 * oh) + (8 * ow)] = Vector256.MultiplyAddEstimate(((*(Vector256<float>*)&input[(48 * oh) + (8 * ow)] - mean) * factor), *(Vector256<float>*)weight, *(Vector256<float>*)bias);
                    }
                }
            }
        }
