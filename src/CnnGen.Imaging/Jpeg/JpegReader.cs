using System.Buffers.Binary;

namespace CnnGen.Imaging;

/// <summary>
/// Reads JPEG files: sequential and progressive ones with Huffman codes and 8 bits a sample (ITU-T T.81), grey, YCbCr, RGB, CMYK or YCCK. Samples are those of
/// libjpeg-turbo, bit for bit: accurate transform, interpolated chroma.
/// </summary>
internal ref struct JpegReader
{
    private const int MostScans = 100;

    // The shortest code is one bit, and a block needs one at least.
    private const int MostBlocksAByte = 8;

    private readonly ReadOnlySpan<byte> _data;
    private readonly string _file;
    private readonly int _mostPixels;
    private readonly ushort[]?[] _steps = new ushort[]?[4];
    private readonly JpegHuffmanTable?[] _dcTables = new JpegHuffmanTable?[4];
    private readonly JpegHuffmanTable?[] _acTables = new JpegHuffmanTable?[4];
    private int _position;
    private int _restartInterval;
    private int _scans;
    private int _adobeTransform = -1;
    private bool _hasJfif;
    private JpegFrame? _frame;

    private JpegReader(ReadOnlySpan<byte> data, string file, int mostPixels)
    {
        _data = data;
        _file = file;
        _mostPixels = mostPixels;
    }

    /// <summary>Orientation of the EXIF data, 1 to 8; 1 where there are none.</summary>
    public int Orientation { get; private set; } = 1;

    public static Image Read(ReadOnlySpan<byte> data, string file, int mostPixels, out int orientation)
    {
        JpegReader reader = new(data, file, mostPixels);
        reader.ReadSegments();
        orientation = reader.Orientation;
        return reader.Finish();
    }

    private void ReadSegments()
    {
        _position = 2; // behind the start of the image, by which the format was recognised
        while (true)
        {
            byte marker = NextMarker();
            if (marker == JpegFormat.EndOfImage)
            {
                return;
            }

            if (marker is >= JpegFormat.FirstRestart and <= JpegFormat.StartOfImage or 0x01)
            {
                continue; // stand alone, without a length
            }

            ReadOnlySpan<byte> segment = Segment(marker);
            if (marker == JpegFormat.Scan)
            {
                ReadScan(segment);
            }
            else
            {
                ReadSegment(marker, segment);
            }
        }
    }

    private byte NextMarker()
    {
        // Between segments stand fill bytes at most; behind entropy-coded data, what the coder left over.
        while (_position + 1 < _data.Length)
        {
            if (_data[_position] == 0xFF && _data[_position + 1] is not 0 and not 0xFF)
            {
                _position += 2;
                return _data[_position - 1];
            }

            _position++;
        }

        // Some cameras forget the end marker; without it nobody knows whether all scans of a progressive picture are there.
        bool complete = _frame is { Progressive: false } && Missing() is null;
        return complete ? JpegFormat.EndOfImage : throw Error("ends without an end marker; it is truncated");
    }

    private ReadOnlySpan<byte> Segment(byte marker)
    {
        int length = _position + 2 <= _data.Length ? BinaryPrimitives.ReadUInt16BigEndian(_data[_position..]) : 0;
        if (length < 2 || _position + length > _data.Length)
        {
            throw Error($"the segment FF{marker:X2} should have {length} bytes, {_data.Length - _position} follow; the file is truncated or damaged");
        }

        ReadOnlySpan<byte> segment = _data.Slice(_position + 2, length - 2);
        _position += length;
        return segment;
    }

    private void ReadSegment(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case JpegFormat.BaselineFrame or JpegFormat.ExtendedFrame or JpegFormat.ProgressiveFrame:
                ReadFrame(segment, marker == JpegFormat.ProgressiveFrame);
                break;
            case var _ when JpegFormat.IsFrame(marker):
                throw Error("lossless, hierarchical and arithmetic coding are not supported; save the image as baseline or progressive JPEG");
            case JpegFormat.HuffmanTables:
                ReadHuffmanTables(segment);
                break;
            case JpegFormat.QuantizationTables:
                ReadQuantizationTables(segment);
                break;
            case JpegFormat.RestartInterval:
                Require(segment.Length == 2, "a restart interval", segment.Length);
                _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                break;
            case JpegFormat.NumberOfLines:
                throw Error("its height follows its data, which is not supported");
            case JpegFormat.Jfif:
                _hasJfif |= segment.StartsWith("JFIF\0"u8);
                break;
            case JpegFormat.Adobe when segment.Length >= 12 && segment.StartsWith("Adobe"u8):
                _adobeTransform = segment[11];
                break;
            case JpegFormat.Exif when Orientation == 1 && segment.StartsWith("Exif\0\0"u8):
                Orientation = ExifOrientation.Of(segment[6..]);
                break;
        }
    }

    private void ReadFrame(ReadOnlySpan<byte> segment, bool progressive)
    {
        if (_frame is not null)
        {
            throw Error("it has two frames");
        }

        Require(segment.Length >= 6, "a frame", segment.Length);
        int count = segment[5];
        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        Require(segment.Length == 6 + (3 * count), $"a frame of {count} components", segment.Length);
        if (segment[0] != 8)
        {
            throw Error($"{segment[0]} bits a sample are not supported; save the image with 8");
        }

        if (count is not (1 or 3 or 4))
        {
            throw Error($"{count} components make no picture; grey has 1, colour 3, inks are 4");
        }

        ImageLimit.Check(height, width, _mostPixels, _file);
        var components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = segment.Slice(6 + (3 * i), 3);
            (int horizontal, int vertical) = (entry[1] >> 4, entry[1] & 15);
            if (horizontal is < 1 or > 4 || vertical is < 1 or > 4 || entry[2] > 3)
            {
                throw Error($"component {i} has a sampling of {horizontal}×{vertical} and the quantization table {entry[2]}");
            }

            components[i] = new JpegComponent(entry[0], horizontal, vertical, entry[2]);
        }

        _frame = new JpegFrame(height, width, progressive, components);
        Reserve(_frame);
    }

    private readonly void Reserve(JpegFrame frame)
    {
        long blocks = 0;
        foreach (JpegComponent component in frame.Components)
        {
            if (frame.Horizontal % component.Horizontal != 0 || frame.Vertical % component.Vertical != 0)
            {
                throw Error($"{component.Horizontal}×{component.Vertical} samples for {frame.Horizontal}×{frame.Vertical} pixels are not supported");
            }

            component.Width = JpegFrame.DivideUp(frame.Width * component.Horizontal, frame.Horizontal);
            component.Height = JpegFrame.DivideUp(frame.Height * component.Vertical, frame.Vertical);
            component.BlockColumns = frame.UnitColumns * component.Horizontal;
            component.BlockRows = frame.UnitRows * component.Vertical;
            blocks += (long)JpegFrame.DivideUp(component.Width, JpegFormat.BlockSize) * JpegFrame.DivideUp(component.Height, JpegFormat.BlockSize);
        }

        if (blocks > (long)MostBlocksAByte * _data.Length)
        {
            throw Error($"{_data.Length} bytes are too few for {frame.Width}×{frame.Height} pixels; the file is truncated or damaged");
        }

        foreach (JpegComponent component in frame.Components)
        {
            int length = component.BlockColumns * component.BlockRows * JpegFormat.BlockLength;
            component.Samples = new byte[length];
            component.Coefficients = frame.Progressive ? new short[length] : [];
        }
    }

    private readonly void ReadQuantizationTables(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            (int bytes, int table) = ((segment[0] >> 4) + 1, segment[0] & 15);
            Require(bytes <= 2 && table < 4 && segment.Length > bytes * JpegFormat.BlockLength, $"quantization table {table}", segment.Length);
            ushort[] steps = new ushort[JpegFormat.BlockLength];
            for (int k = 0; k < steps.Length; k++)
            {
                ReadOnlySpan<byte> step = segment[(1 + (bytes * k))..];
                steps[JpegFormat.ZigZag[k]] = bytes == 1 ? step[0] : BinaryPrimitives.ReadUInt16BigEndian(step);
            }

            _steps[table] = steps;
            segment = segment[(1 + (bytes * JpegFormat.BlockLength))..];
        }
    }

    private readonly void ReadHuffmanTables(ReadOnlySpan<byte> segment)
    {
        const int Header = 1 + JpegHuffmanTable.LongestCode;
        while (!segment.IsEmpty)
        {
            (int kind, int table) = (segment[0] >> 4, segment[0] & 15);
            Require(kind < 2 && table < 4 && segment.Length >= Header, $"Huffman table {table}", segment.Length);
            ReadOnlySpan<byte> counts = segment[1..Header];
            int symbols = 0;
            foreach (byte count in counts)
            {
                symbols += count;
            }

            Require(symbols <= 256 && segment.Length >= Header + symbols, $"Huffman table {table} of {symbols} symbols", segment.Length);
            (kind == 0 ? _dcTables : _acTables)[table] = JpegHuffmanTable.TryCreate(counts, segment.Slice(Header, symbols))
                ?? throw Error($"Huffman table {table} has more codes than there can be");
            segment = segment[(Header + symbols)..];
        }
    }

    private void ReadScan(ReadOnlySpan<byte> segment)
    {
        JpegFrame frame = _frame ?? throw Error("its data come before its size");
        int count = segment.IsEmpty ? 0 : segment[0];
        Require(count is >= 1 and <= 4 && segment.Length == 4 + (2 * count), $"a scan of {count} components", segment.Length);
        if (++_scans > MostScans)
        {
            throw Error($"more than {MostScans} scans");
        }

        ReadOnlySpan<byte> tail = segment[^3..];
        JpegBand band = frame.Progressive ? new JpegBand(tail[0], tail[1], tail[2] >> 4, tail[2] & 15) : new JpegBand(0, JpegFormat.BlockLength - 1, 0, 0);
        bool legal = band.First == 0
            ? !frame.Progressive || band.Last == 0
            : count == 1 && band.Last >= band.First && band.Last < JpegFormat.BlockLength;
        if (!legal || band.Low > 13 || (band.High != 0 && band.High != band.Low + 1))
        {
            throw Error($"no scan has coefficients {band.First} to {band.Last} and bits {band.High} to {band.Low} of {count} components");
        }

        var components = new JpegComponent[count];
        int blocks = 0;
        for (int i = 0; i < count; i++)
        {
            components[i] = Prepare(frame, segment.Slice(1 + (2 * i), 2), band);
            blocks += components[i].Horizontal * components[i].Vertical;
            if (components.AsSpan(0, i).Contains(components[i]))
            {
                throw Error($"component {components[i].Id} is twice in a scan");
            }
        }

        if (count > 1 && blocks > 10)
        {
            throw Error($"a unit of {blocks} blocks; there are 10 at most");
        }

        _position = new JpegScanDecoder(_data, _position, components, frame, band, _file).Run(_restartInterval);
    }

    private readonly JpegComponent Prepare(JpegFrame frame, ReadOnlySpan<byte> entry, JpegBand band)
    {
        byte id = entry[0];
        JpegComponent component =
            Array.Find(frame.Components, candidate => candidate.Id == id) ?? throw Error($"a scan of a component {id} that the frame has not");
        (int dc, int ac) = (entry[1] >> 4, entry[1] & 15);
        if (dc > 3 || ac > 3)
        {
            throw Error($"component {id} uses the Huffman tables {dc} and {ac}");
        }

        if (component.Steps is not null && (!frame.Progressive || (band.First == 0 && band.High == 0)))
        {
            throw Error($"component {id} comes twice");
        }

        if (component.Steps is null && (band.First != 0 || band.High != 0))
        {
            throw Error($"component {id} is refined before it begins");
        }

        component.Steps ??= _steps[component.Quantization] ?? throw Error($"quantization table {component.Quantization} is missing");
        component.DcTable = _dcTables[dc];
        component.AcTable = _acTables[ac];
        bool needsDc = band.First == 0 && band.High == 0;
        bool needsAc = band.Last > 0;
        if ((needsDc && component.DcTable is null) || (needsAc && component.AcTable is null))
        {
            throw Error($"the Huffman table of component {id} is missing");
        }

        return component;
    }

    // The component of which nothing has come yet.
    private readonly JpegComponent? Missing() => Array.Find(_frame!.Components, component => component.Steps is null);

    private readonly Image Finish()
    {
        JpegFrame frame = _frame ?? throw Error("it has no picture");
        if (Missing() is { } missing)
        {
            throw Error($"component {missing.Id} is missing; the file is truncated or damaged");
        }

        foreach (JpegComponent component in frame.Components)
        {
            for (int i = 0; frame.Progressive && i < component.BlockColumns * component.BlockRows; i++)
            {
                int sample = (i / component.BlockColumns * JpegFormat.BlockSize * component.Stride) + (i % component.BlockColumns * JpegFormat.BlockSize);
                JpegInverseTransform.Run(
                    component.Coefficients.AsSpan(i * JpegFormat.BlockLength, JpegFormat.BlockLength),
                    component.Steps,
                    component.Samples.AsSpan(sample),
                    component.Stride);
            }
        }

        return JpegColor.Assemble(frame, ColorSpace(frame));
    }

    // As libjpeg decides it: by the markers that programs leave, then by the names of the components.
    private readonly JpegColorSpace ColorSpace(JpegFrame frame)
    {
        ReadOnlySpan<JpegComponent> components = frame.Components;
        bool namedRgb = components.Length == 3 && components[0].Id == 'R' && components[1].Id == 'G' && components[2].Id == 'B';
        return components.Length switch
        {
            1 => JpegColorSpace.Grey,
            4 => _adobeTransform == 2 ? JpegColorSpace.Ycck : JpegColorSpace.Cmyk,
            _ when _hasJfif => JpegColorSpace.YCbCr,
            _ when _adobeTransform >= 0 => _adobeTransform == 0 ? JpegColorSpace.Rgb : JpegColorSpace.YCbCr,
            _ => namedRgb ? JpegColorSpace.Rgb : JpegColorSpace.YCbCr,
        };
    }

    private readonly void Require(bool holds, string what, int length)
    {
        if (!holds)
        {
            throw Error($"{what} does not fit a segment of {length} bytes");
        }
    }

    private readonly ImageFileException Error(string problem) => new($"{_file}: {problem}.");
}
