using Flammable.Snapshots;

namespace Flammable.Tests.Snapshots;

public sealed class SnapshotNameTests
{
    private static readonly DateTime Noon = new(2026, 11, 22, 12, 0, 0, 500, DateTimeKind.Local);

    [Fact]
    public void Names_sort_in_the_order_of_creation_within_one_second()
    {
        List<string> names = [];
        for (int i = 0; i < 200; i++)
        {
            names.Add(SnapshotName.Next(Noon, names));
        }

        Assert.Equal(names, names.Order(StringComparer.Ordinal));
        Assert.Equal(200, names.Select(SnapshotName.IdOf).Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[0-9]{8}-[0-9]{6}-[a-z]{5}$", name));
    }

    [Fact]
    public void Clock_that_was_set_back_does_not_bring_a_new_name_before_an_old_one()
    {
        string old = SnapshotName.Next(Noon, []);

        string next = SnapshotName.Next(Noon.AddHours(-3), [old]);

        Assert.True(string.CompareOrdinal(old, next) < 0);
    }

    [Fact]
    public void Second_after_midnight_of_new_year_is_a_time()
    {
        string next = SnapshotName.Next(Noon, ["20261231-235959-aaaaa"]);

        Assert.StartsWith("20270101-000000-", next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes")]
    [InlineData("20269999-000000-abcde")]
    [InlineData("")]
    public void Other_folders_are_no_names_to_follow(string other) =>
        Assert.StartsWith("20261122-120000-", SnapshotName.Next(Noon, [other]), StringComparison.Ordinal);
}
