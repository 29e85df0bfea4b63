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
                    V sumPart0 = V.Zero;
                    {
                        sumPart0 = sumPart0 + *(V*)&input[(48 * oh) + (8 * ow)];
                    }
                    V sum = Vector256.Create(Vector256.Sum(sumPart0));
                    V mean = sum * Vector256.Create(0.125f);
                    V squaresPart0 = V.Zero;
                    {
                        V d = *(V*)&input[(48 * oh) + (8 * ow)] - mean;
                        squaresPart0 = Vector256.MultiplyAddEstimate(d, d, squaresPart0);
                    }
                    V squares = Vector256.Create(Vector256.Sum(squaresPart0));
                    V factor = Vector256.Create(1f)
                        / Vector256.Sqrt(Vector256.MultiplyAddEstimate(squares, Vector256.Create(0.125f), Vector256.Create(1E-05f)));
                    {
                        *(V*)&output[(48 * oh) + (8 * ow)] = Vector256.MultiplyAddEstimate(((*(V*)&input[(48 * oh) + (8 * ow)] - mean) * factor), *(V*)weight,
                            *(V*)bias);
                    }
                }
            }
        }
