namespace CnnGen.Tool.Import;

/// <summary>The axes of images.</summary>
internal enum Place
{
    Image,
    Row,
    Column,
    Channel,
}

/// <summary>
/// Where the factors of an array stand in images [image, row, column, channel], the outermost first on each axis. The layout of the network's input is decided
/// by the first layer that reads it.
/// </summary>
internal sealed class Layout
{
    private static readonly Place[] s_order = [Place.Image, Place.Row, Place.Column, Place.Channel];

    private readonly Dictionary<Place, IReadOnlyList<Factor>> _factors = [];

    public Layout(IReadOnlyDictionary<Place, IReadOnlyList<Factor>> factors)
    {
        foreach (Place place in s_order)
        {
            _factors[place] = factors.GetValueOrDefault(place) ?? [];
        }
    }

    /// <summary>The factors along an axis of the images.</summary>
    public IEnumerable<Factor> this[Place place] => _factors[place].SelectMany(factor => factor.Leaves);

    /// <summary>All of them in the order of memory.</summary>
    public IEnumerable<Factor> InMemory => s_order.SelectMany(place => this[place]);

    public LayerShape Shape => new(Size(Place.Row), Size(Place.Column), Size(Place.Channel));

    public int Images => Size(Place.Image);

    public Place PlaceOf(Factor factor) => s_order.First(place => this[place].Contains(factor));

    private int Size(Place place) => this[place].Aggregate(1, (product, factor) => product * factor.Size);
}
