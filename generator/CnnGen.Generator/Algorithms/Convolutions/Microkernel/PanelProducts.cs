using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Convolutions.Microkernel;

/// <summary>
/// Products of two matrices in panels, at each of some points: sums over the tiles of a round, of input channels × output channels, which stand in memory
/// [point][ic][oc] between two chunks of tiles and in registers within one.
/// </summary>
/// <param name="Tile">Input channels × vectors of output channels whose sums are in registers.</param>
/// <param name="Lanes">Floats a vector.</param>
/// <param name="Inputs">The panels of inputs.</param>
/// <param name="Gradients">The panels of output gradients: at as many points, or at one for all.</param>
internal sealed record PanelProducts(RegisterTile Tile, int Lanes, TilePanels Inputs, TilePanels Gradients)
{
    /// <summary>Tiles that are summed before the sums of another point are taken up: what a task reads of them stays in the first cache.</summary>
    public const int ChunkTiles = 128;

    private const string Ahead = "ahead";

    // A task's sums at all points, beside what passes by in the second cache.
    private const int SumBytes = 128 * 1024;

    // What a task costs beside its products, of those of a panel: it reads the panel of output gradients anew.
    private const double ShareOfTask = 0.02;

    /// <summary>The cheapest register tile whose input channels divide a panel.</summary>
    /// <param name="inputChannels">Input channels.</param>
    /// <param name="vectors">Vectors of output channels.</param>
    /// <param name="target">Register count.</param>
    public static RegisterTile Registers(int inputChannels, int vectors, Target target)
    {
        RegisterTile best = default;
        double bestCycles = double.MaxValue;
        for (int columns = 1; columns <= MachineModel.CacheLine; columns *= 2)
        {
            for (int count = 1; count <= vectors; count++)
            {
                RegisterTile tile = new(1, columns, count, 1);
                double cycles = tile.FitsRegisters(target) ? tile.Cycles(1, inputChannels, vectors, ChunkTiles, target) : double.MaxValue;
                if (cycles < bestCycles)
                {
                    (best, bestCycles) = (tile, cycles);
                }
            }
        }

        return best;
    }

    /// <summary>Input channels of a task: whole panels, so few that the sums stay in the second cache and that tasks divide evenly over threads.</summary>
    public int ChannelsOfTask()
    {
        int most = Math.Min(Inputs.Panels, Math.Max(1, SumBytes / (Inputs.Points * Gradients.Width * sizeof(float) * Inputs.Width)));
        int best = 1;
        double bestCost = double.MaxValue;
        for (int panels = 1; panels <= most; panels++)
        {
            int tasks = (Inputs.Panels + panels - 1) / panels * Gradients.Panels;
            double cost = TaskDivision.Unevenness(tasks) * (1 + (ShareOfTask / panels));
            if (cost < bestCost)
            {
                (best, bestCost) = (panels, cost);
            }
        }

        return best * Inputs.Width;
    }

    /// <summary>Estimated cycles of so many tiles.</summary>
    /// <param name="tiles">Tiles.</param>
    /// <param name="target">Registers and loads.</param>
    public double Cycles(int tiles, Target target)
    {
        int vectors = (Gradients.Channels + Lanes - 1) / Lanes;
        return Inputs.Points * Tile.Cycles(1, Inputs.Channels, vectors, Math.Min(ChunkTiles, tiles), target) * Math.Max(1.0, (double)tiles / ChunkTiles);
    }

    /// <summary>Adds the products of the tiles of a round, whose number is in <c>tiles</c>, to the sums of a task.</summary>
    /// <param name="b">Receives the loops.</param>
    /// <param name="vectors">Vectors of output channels of the task.</param>
    /// <param name="channels">Input channels of the task.</param>
    /// <param name="at">Names of pointers to its first panel of inputs, its panel of gradients and its sums.</param>
    /// <param name="pointLength">From the sums at a point to those at the next.</param>
    public void Add(LoopBuilder b, int vectors, int channels, (string Inputs, string Gradients, string Sums) at, int pointLength) =>
        EachChunk(b, chunk => b.For("point", Inputs.Points, point =>
            EachPanel(b, channels, (panel, k, size) => AddTile(
                b,
                vectors,
                size,
                b.Pointer("x", at.Inputs, (point * Inputs.PointStride) + (panel * Inputs.PanelStride) + k),
                Gradients.Points == 1 ? at.Gradients : b.Pointer("g", at.Gradients, point * Gradients.PointStride),
                b.Pointer("s", at.Sums, (point * pointLength) + (panel * (Inputs.Width * vectors * Lanes)) + (k * (vectors * Lanes))),
                chunk))));

    /// <summary>The same at one point, for some panels of output gradients: these stay in the first cache while all inputs of the task pass by.</summary>
    /// <param name="b">Receives the loops.</param>
    /// <param name="vectors">Vectors of output channels of a panel.</param>
    /// <param name="panels">Panels of output gradients of the task.</param>
    /// <param name="channels">Input channels of the task.</param>
    /// <param name="at">Names of pointers to its first panels of inputs and gradients and to its sums.</param>
    /// <param name="panelLength">From the sums of a panel to those of the next.</param>
    public void AddPoint(LoopBuilder b, int vectors, int panels, int channels, (string Inputs, string Gradients, string Sums) at, int panelLength) =>
        EachChunk(b, chunk =>
        {
            // What the next chunk reads, or the next point where this one is the last, would else be waited for: it comes from the last cache.
            Local ahead = b.Declare(Ahead, LocalType.Integer, new IndexValue((chunk * -Inputs.Width) + Inputs.PointStride));
            b.When(
                new IndexValue(IndexExpression.Of("tiles")),
                new IndexValue(chunk + ChunkTiles),
                () => b.Assign(ahead, new IndexValue(ChunkTiles * Inputs.Width)));
            b.For("panelOut", panels, panelOut => EachPanel(b, channels, (panel, k, size) => AddTile(
                b,
                vectors,
                size,
                b.Pointer("x", at.Inputs, (panel * Inputs.PanelStride) + k),
                b.Pointer("g", at.Gradients, panelOut * Gradients.PanelStride),
                b.Pointer("s", at.Sums, (panelOut * panelLength) + (panel * (Inputs.Width * vectors * Lanes)) + (k * (vectors * Lanes))),
                chunk,
                new PrefetchedLines(IndexExpression.Of(Ahead), Inputs.Width))));
        });

    private static void EachChunk(LoopBuilder b, Action<IndexExpression> body) => b.ForRuntime("chunk", 0, IndexExpression.Of("tiles"), ChunkTiles, chunk =>
    {
        b.Declare(
            "end",
            LocalType.Integer,
            new Binary(BinaryOperation.Minimum, new IndexValue(chunk + ChunkTiles), new IndexValue(IndexExpression.Of("tiles"))));
        body(chunk);
    });

    /// <summary>Loops over the panels of so many input channels and, within, the register tiles of each.</summary>
    private void EachPanel(LoopBuilder b, int channels, Action<IndexExpression, IndexExpression, int> body)
    {
        foreach ((int start, int end, int count) in Segments.Cut(channels, Inputs.Width))
        {
            b.For("panel", start / Inputs.Width, (end + Inputs.Width - 1) / Inputs.Width, 1, panel =>
            {
                foreach ((int first, int past, int size) in Segments.Cut(count, Tile.Columns))
                {
                    b.For("k", first, past, size, k => b.Scope(() => body(panel, k, size)));
                }
            });
        }
    }

    /// <summary>Sums at a point in registers while a chunk of tiles is added.</summary>
    private void AddTile(
        LoopBuilder b,
        int vectors,
        int count,
        string inputs,
        string gradients,
        string sums,
        IndexExpression chunk,
        PrefetchedLines? ahead = null)
    {
        int width = vectors * Lanes;
        (int inputTile, int gradientTile) = (Inputs.Width, Gradients.Width);
        b.Unroll("c", count, c => b.Unroll("v", vectors, v => b.Declare("acc", LocalType.Vector, new LoadVector(sums, (c * width) + (v * Lanes)), c, v)));
        b.ForRuntime("tileOfRound", chunk, IndexExpression.Of("end"), 1, tile =>
        {
            ahead?.Write(b, inputs, tile);
            b.Unroll("v", vectors, v => b.Declare("u", LocalType.Vector, new LoadVector(gradients, (tile * gradientTile) + (v * Lanes)), v));
            b.Unroll("c", count, c =>
            {
                Local value = b.Declare("value", LocalType.Vector, new Splat(new LoadElement(inputs, (tile * inputTile) + c)), c);
                b.Unroll("v", vectors, v =>
                {
                    Local sum = new("acc", LocalType.Vector, [c, v]);
                    b.Assign(sum, new MultiplyAdd(value, new Local("u", LocalType.Vector, [v]), sum));
                });
            });
        });
        b.Unroll(
            "c",
            count,
            c => b.Unroll("v", vectors, v => b.Add(new StoreVector(sums, (c * width) + (v * Lanes), new Local("acc", LocalType.Vector, [c, v]), Lanes))));
    }
}
