using Flammable.Execution;
using Flammable.Processes;

namespace Flammable.Tests.Processes;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("python3 train.py", "python3", "train.py")]
    [InlineData("  a\t b\n", "a", "b")]
    [InlineData("a 'b c' \"d e\"", "a", "b c", "d e")]
    [InlineData("--name='two words'", "--name=two words")]
    [InlineData("a '' \"\"", "a", "", "")]
    [InlineData(@"C:\tools\x.exe 'C:\my data'", @"C:\tools\x.exe", @"C:\my data")]
    [InlineData(@"a ""say \""hi\""""", "a", "say \"hi\"")]
    [InlineData("a \"it's\" 'a \"b\"'", "a", "it's", "a \"b\"")]
    [InlineData("über $HOME `x` | y > z *", "über", "$HOME", "`x`", "|", "y", ">", "z", "*")]
    public void Parse_splits_at_blanks_but_not_between_quotes_and_knows_no_shell(string text, params string[] arguments) =>
        Assert.Equal(arguments, CommandLine.Parse(text).Arguments);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("'' a")]
    [InlineData("a 'b")]
    [InlineData("a \"b")]
    [InlineData("a {b")]
    public void Parse_refuses_what_is_no_command(string text) =>
        Assert.Throws<FormatException>(() => CommandLine.Parse(text));

    [Theory]
    [InlineData("x{a}y{b}", "x<a>y<b>")]
    [InlineData("{{a}}", "{a}")]
    [InlineData("{{}", "{}")]
    [InlineData("}", "}")]
    [InlineData("{{{a}}}", "{<a>}")]
    [InlineData("{data:my file.csv}", "<data:my file.csv>")]
    public void Fill_puts_values_in_place_and_two_braces_are_one(string argument, string filled) =>
        Assert.Equal([filled], CommandLine.Of([argument]).Fill(name => $"<{name}>"));

    [Fact]
    public void Fill_makes_one_argument_of_a_value_with_blanks_and_quotes() =>
        Assert.Equal(["a", "b 'c\" d"], CommandLine.Parse("a {x}").Fill(_ => "b 'c\" d"));

    [Theory]
    [InlineData("a {seed} {snapshot} {data:x} {rate}", TaskVerb.Train, null)]
    [InlineData("a {Rate}", TaskVerb.Test, null)]
    [InlineData("a {input} {output}", TaskVerb.Eval, null)]
    [InlineData("a {input}", TaskVerb.Train, "input")]
    [InlineData("a {other}", TaskVerb.Train, "other")]
    [InlineData("a {data:}", TaskVerb.Train, "data:")]
    [InlineData("a {}", TaskVerb.Train, "")]
    public void FindUnknown_finds_what_stands_for_nothing(string text, TaskVerb verb, string? unknown) =>
        Assert.Equal(unknown, CommandLine.Parse(text).FindUnknown(verb, ["rate"]));
}
