        // lrn1: LocalResponseNorm 3, α 0.0001, β 0.75, k 1: 6×6×8 → 6×6×8.
        // out[h, w, c] = in[h, w, c] / s[c]^0.75, s[c] = 1 + 3.3333334E-05 · Σ in[i]² for i from c − 1 to c + 1.
        // 8 channels at a time, neighbours by shifted loads; vectors whose window passes the first or last channel are written out.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Lrn1(float* input, float* output)
        {
            for (nint oh = 0; oh < 6; oh++)
            {
                for (nint ow = 0; ow < 6; ow++)
                {
                    V squares = V.Zero;
                    V neighbour0 = Vector256.Shuffle(*(V*)&input[(48 * oh) + (8 * ow)], Vector256.Create(-1, 0, 1, 2, 3, 4, 5, 6));
                    squares = Vector256.MultiplyAddEstimate(neighbour0, neighbour0, squares);
                    V neighbour1 = *(V*)&input[(48 * oh) + (8 * ow)];
                    squares = Vector256.MultiplyAddEstimate(neighbour1, neighbour1, squares);
                    V neighbour2 = PartialVector.FirstLanes(*(V*)&input[(48 * oh) + (8 * ow) + 1], 7, 0f);
                    squares = Vector256.MultiplyAddEstimate(neighbour2, neighbour2, squares);
                    V s = Vector256.MultiplyAddEstimate(squares, Vector256.Create(3.3333334E-05f), Vector256.Create(1f));
                    V root = Vector256.Sqrt(s);
                    *(V*)&output[(48 * oh) + (8 * ow)] = *(V*)&input[(48 * oh) + (8 * ow)] / (root * Vector256.Sqrt(root));
                }
            }
        }
