using System.Diagnostics;
using System.Security.Cryptography;
using Flammable.DataFiles;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.DataFiles;

/// <summary>Hashes of data, which are made again only where a file looks different.</summary>
public sealed class DataHashesTests : IDisposable
{
    private const string Remembered = "remembered";

    private readonly TemporaryFolder _folder = new();
    private readonly DataHashes _hashes;

    public DataHashesTests() => _hashes = new DataHashes(_folder.At("cache"));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 20) + 1)]
    public void File_is_known_by_its_content(int length)
    {
        byte[] content = new byte[length];
        new Random(1).NextBytes(content);
        File.WriteAllBytes(_folder.At("data.bin"), content);

        Assert.Equal(new DataFile(Convert.ToHexStringLower(SHA256.HashData(content)), length), Hash("data.bin"));
    }

    [Fact]
    public async Task Folder_is_known_by_what_sha256sum_says_of_its_files()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sha256sum"), "There is no sha256sum.");
        _folder.Write("data/b.txt", "b");
        _folder.Write("data/a/z.txt", "z");
        _folder.Write("data/a.txt", "a");
        _folder.Write("data/.hidden", "h");
        _folder.Write("data/ä ö.txt", "ä");
        var start = new ProcessStartInfo("sh", ["-c", "find . -type f -printf '%P\\n' | LC_ALL=C sort | tr '\\n' '\\0' | xargs -0 sha256sum | sha256sum"])
        {
            WorkingDirectory = _folder.At("data"),
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string expected = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken))[..64];

        Assert.Equal(new DataFile(expected, 6), Hash("data"));
    }

    [Fact]
    public void Folder_changes_with_the_name_of_a_file()
    {
        _folder.Write("data/a.txt", "1");
        DataFile before = Hash("data");

        File.Move(_folder.At("data", "a.txt"), _folder.At("data", "b.txt"));

        Assert.NotEqual(before, Hash("data"));
    }

    [Fact]
    public void Links_lead_to_their_files_and_never_in_a_circle()
    {
        _folder.Write("elsewhere.txt", "1");
        _folder.Write("data/a.txt", "1");
        DataFile plain = Hash("data");
        File.Delete(_folder.At("data", "a.txt"));
        File.CreateSymbolicLink(_folder.At("data", "a.txt"), _folder.At("elsewhere.txt"));
        File.CreateSymbolicLink(_folder.At("data", "nowhere.txt"), _folder.At("no-such-file"));
        Directory.CreateSymbolicLink(_folder.At("data", "circle"), _folder.At("data"));

        Assert.Equal(plain, Hash("data"));
    }

    [Theory]
    [InlineData("data.txt")]
    [InlineData("link.txt")]
    [InlineData("data")]
    public void Hash_is_remembered_while_the_file_looks_the_same(string name)
    {
        _folder.Write("data.txt", "1");
        _folder.Write("data/a.txt", "1");
        File.CreateSymbolicLink(_folder.At("link.txt"), _folder.At("data.txt"));
        Rest();
        DataFile hashed = Hash(name);
        Forge("6b86b273", Remembered);

        DataFile again = Hash(name);

        Assert.NotEqual(hashed, again);
        Assert.True(name == "data" || again.Sha256.StartsWith(Remembered, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("data.txt")]
    [InlineData("link.txt")]
    [InlineData("data")]
    public void File_that_looks_different_is_hashed_again(string name)
    {
        _folder.Write("data.txt", "1");
        _folder.Write("data/a.txt", "1");
        File.CreateSymbolicLink(_folder.At("link.txt"), _folder.At("data.txt"));
        Rest();
        DataFile before = Hash(name);
        _folder.Write("data.txt", "2");
        _folder.Write("data/a.txt", "2");

        Assert.NotEqual(before, Hash(name));
    }

    [Fact]
    public void Only_the_file_of_a_folder_that_looks_different_is_hashed_again()
    {
        _folder.Write("data/a.txt", "1");
        _folder.Write("data/b.txt", "1");
        Rest();
        Hash("data");
        Forge("6b86b273", Remembered);

        _folder.Write("data/b.txt", "22");
        Hash("data");

        Assert.Equal(1, Remember().Split(Remembered).Length - 1);
    }

    [Fact]
    public void File_written_a_moment_ago_is_not_remembered()
    {
        string path = _folder.Write("data.txt", "1");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));

        Hash("data.txt");

        Assert.DoesNotContain("6b86b273", Remember(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"":null}""")]
    public void Damaged_memory_is_as_none(string content)
    {
        _folder.Write("data.txt", "1");
        Rest();
        DataFile hashed = Hash("data.txt");
        File.WriteAllText(Place(), content);

        Assert.Equal(hashed, Hash("data.txt"));
    }

    [Fact]
    public void Memory_has_a_limit()
    {
        string memory = _folder.At("cache", "hashes");
        Directory.CreateDirectory(memory);
        for (int number = 0; number <= DataHashes.Limit; number++)
        {
            File.WriteAllText(Path.Combine(memory, $"{number}.json"), "{}");
            File.SetLastWriteTimeUtc(Path.Combine(memory, $"{number}.json"), DateTime.UnixEpoch.AddDays(number));
        }

        _folder.Write("data.txt", "1");
        Hash("data.txt");

        Assert.Equal(DataHashes.Limit, Directory.GetFiles(memory).Length);
        Assert.False(File.Exists(Path.Combine(memory, "1.json")));
        Assert.True(File.Exists(Path.Combine(memory, "2.json")));
    }

    [Fact]
    public void Memory_that_cannot_be_written_does_not_matter()
    {
        _folder.Write("cache", "a file where the folder should be");
        _folder.Write("data.txt", "1");

        Assert.Equal(1, Hash("data.txt").Bytes);
    }

    [Fact]
    public void Many_hash_one_file_at_once()
    {
        _folder.Write("data.txt", "1");
        Rest();

        DataFile[] hashed = [.. Enumerable.Range(0, 50).AsParallel().WithDegreeOfParallelism(8).Select(_ => Hash("data.txt"))];

        Assert.Single(hashed.Distinct());
        Assert.Single(Directory.GetFiles(_folder.At("cache", "hashes")));
    }

    [Fact]
    public void Pipe_is_not_waited_for()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "There is no mkfifo.");
        using Process process = Process.Start("mkfifo", _folder.At("pipe"));
        process.WaitForExit();

        Assert.Equal(0, Hash("pipe").Bytes);
    }

    private DataFile Hash(string name) => _hashes.Of(_folder.At(name), TestContext.Current.CancellationToken);

    // Files that were written within a tick of the clock could change without looking different.
    private void Rest()
    {
        DateTime newest = Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Max(File.GetLastWriteTimeUtc);
        Until.True(() => DateTime.UtcNow > newest.AddMilliseconds(150), "the files are old enough");
    }

    private string Place() => Assert.Single(Directory.GetFiles(_folder.At("cache", "hashes")));

    private string Remember() => File.ReadAllText(Place());

    private void Forge(string hash, string forged)
    {
        Assert.Contains(hash, Remember(), StringComparison.Ordinal);
        File.WriteAllText(Place(), Remember().Replace(hash, forged, StringComparison.Ordinal));
    }
}
