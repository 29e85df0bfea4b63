namespace CnnGen.Imaging;

/// <summary>One scan: some coefficients, or some of their bits, of one component or of several that take turns.</summary>
internal ref struct JpegScanDecoder
{
    private readonly ReadOnlySpan<JpegComponent> _components;
    private readonly JpegFrame _frame;
    private readonly JpegBand _band;
    private readonly string _file;
    private JpegBitReader _bits;

    // Blocks, this one included, in which nothing is left of the band.
    private int _endOfBandRun;

    public JpegScanDecoder(ReadOnlySpan<byte> data, int position, ReadOnlySpan<JpegComponent> components, JpegFrame frame, JpegBand band, string file)
    {
        _bits = new JpegBitReader(data, position, file);
        _components = components;
        _frame = frame;
        _band = band;
        _file = file;
    }

    /// <summary>Reads the scan into coefficients, or into samples where the picture has one scan for each component.</summary>
    /// <param name="restartInterval">Units between two restart markers; 0 for none.</param>
    /// <returns>Where the data end.</returns>
    public int Run(int restartInterval)
    {
        // A component alone has no units: its blocks come row by row, only those that hold pixels.
        bool alone = _components.Length == 1;
        JpegComponent first = _components[0];
        int columns = alone ? (first.Width + JpegFormat.BlockSize - 1) / JpegFormat.BlockSize : _frame.UnitColumns;
        int rows = alone ? (first.Height + JpegFormat.BlockSize - 1) / JpegFormat.BlockSize : _frame.UnitRows;
        int restarts = 0;
        Reset();
        for (int unit = 0; unit < rows * columns; unit++)
        {
            if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0)
            {
                _bits.Restart(restarts++);
                Reset();
            }

            (int y, int x) = (unit / columns, unit % columns);
            if (alone)
            {
                Block(first, y, x);
                continue;
            }

            foreach (JpegComponent component in _components)
            {
                for (int i = 0; i < component.Horizontal * component.Vertical; i++)
                {
                    Block(component, (y * component.Vertical) + (i / component.Horizontal), (x * component.Horizontal) + (i % component.Horizontal));
                }
            }
        }

        return _bits.Position;
    }

    private void Reset()
    {
        _endOfBandRun = 0;
        foreach (JpegComponent component in _components)
        {
            component.Previous = 0;
        }
    }

    private void Block(JpegComponent component, int y, int x)
    {
        if (!_frame.Progressive)
        {
            Sequential(component, component.Samples.AsSpan((y * JpegFormat.BlockSize * component.Stride) + (x * JpegFormat.BlockSize)));
            return;
        }

        Span<short> block = component.Coefficients.AsSpan(((y * component.BlockColumns) + x) * JpegFormat.BlockLength, JpegFormat.BlockLength);
        if (_band.First == 0)
        {
            Mean(component, block);
        }
        else if (_band.High == 0)
        {
            FirstBits(component, block);
        }
        else
        {
            NextBit(component, block);
        }
    }

    private void Sequential(JpegComponent component, Span<byte> samples)
    {
        Span<short> block = stackalloc short[JpegFormat.BlockLength];
        block[0] = (short)NextMean(component);
        JpegHuffmanTable table = component.AcTable!;
        bool onlyMean = true;
        for (int k = 1; k < JpegFormat.BlockLength; k++)
        {
            int symbol = _bits.Decode(table);
            (int zeros, int size) = (symbol >> 4, symbol & 15);
            if (size == 0)
            {
                if (zeros < 15)
                {
                    break;
                }

                k += 15;
                continue;
            }

            k += zeros;
            if (k >= JpegFormat.BlockLength)
            {
                throw Overlong();
            }

            block[JpegFormat.ZigZag[k]] = (short)_bits.ReceiveSigned(size);
            onlyMean = false;
        }

        if (onlyMean)
        {
            JpegInverseTransform.Fill(block[0] * component.Steps![0], samples, component.Stride);
        }
        else
        {
            JpegInverseTransform.Run(block, component.Steps, samples, component.Stride);
        }
    }

    private int NextMean(JpegComponent component)
    {
        int size = _bits.Decode(component.DcTable!);
        if (size > 15)
        {
            throw new ImageFileException($"{_file}: the picture data have a difference of {size} bits.");
        }

        if (size > 0)
        {
            component.Previous += _bits.ReceiveSigned(size);
        }

        return component.Previous;
    }

    private void Mean(JpegComponent component, Span<short> block)
    {
        if (_band.High == 0)
        {
            block[0] = (short)(NextMean(component) << _band.Low);
        }
        else if (_bits.Receive(1) != 0)
        {
            block[0] |= (short)(1 << _band.Low);
        }
    }

    private void FirstBits(JpegComponent component, Span<short> block)
    {
        if (_endOfBandRun > 0)
        {
            _endOfBandRun--;
            return;
        }

        for (int k = _band.First; k <= _band.Last; k++)
        {
            int symbol = _bits.Decode(component.AcTable!);
            (int zeros, int size) = (symbol >> 4, symbol & 15);
            if (size == 0)
            {
                if (zeros < 15)
                {
                    _endOfBandRun = (1 << zeros) - 1 + (zeros == 0 ? 0 : _bits.Receive(zeros));
                    break;
                }

                k += 15;
                continue;
            }

            k += zeros;
            if (k > _band.Last)
            {
                throw Overlong();
            }

            block[JpegFormat.ZigZag[k]] = (short)(_bits.ReceiveSigned(size) << _band.Low);
        }
    }

    private void NextBit(JpegComponent component, Span<short> block)
    {
        short bit = (short)(1 << _band.Low);
        int k = _band.First;
        if (_endOfBandRun == 0)
        {
            for (; k <= _band.Last; k++)
            {
                int symbol = _bits.Decode(component.AcTable!);
                (int zeros, int size) = (symbol >> 4, symbol & 15);
                short value = 0;
                if (size == 0)
                {
                    if (zeros < 15)
                    {
                        _endOfBandRun = (1 << zeros) + (zeros == 0 ? 0 : _bits.Receive(zeros));
                        break;
                    }
                }
                else if (size != 1)
                {
                    throw new ImageFileException($"{_file}: the picture data refine a coefficient by {size} bits instead of one.");
                }
                else
                {
                    value = _bits.Receive(1) != 0 ? bit : (short)-bit;
                }

                k = Refine(block, k, zeros, bit);
                if (value != 0)
                {
                    if (k > _band.Last)
                    {
                        throw Overlong();
                    }

                    block[JpegFormat.ZigZag[k]] = value;
                }
            }
        }

        if (_endOfBandRun > 0)
        {
            Refine(block, k, JpegFormat.BlockLength, bit);
            _endOfBandRun--;
        }
    }

    // Passes over coefficients, adding a bit to those that are not zero, until a number of zeros is behind; returns the place of the zero that follows.
    private int Refine(Span<short> block, int k, int zeros, short bit)
    {
        for (; k <= _band.Last; k++)
        {
            ref short coefficient = ref block[JpegFormat.ZigZag[k]];
            if (coefficient == 0)
            {
                if (zeros-- == 0)
                {
                    break;
                }
            }
            else if (_bits.Receive(1) != 0 && (coefficient & bit) == 0)
            {
                coefficient += coefficient > 0 ? bit : (short)-bit;
            }
        }

        return k;
    }

    private readonly ImageFileException Overlong() => new($"{_file}: the picture data have more coefficients than a block holds.");
}
