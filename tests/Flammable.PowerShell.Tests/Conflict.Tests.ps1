BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Beside another LibGit2Sharp' {
    BeforeEach { $null = New-TaskFolder "$TestDrive/beside" }

    It 'trains where another version is loaded first' {
        $lines = Invoke-InChild -Variables @{ FLAM_TEST_FOLDER = "$TestDrive/beside"; FLAM_TEST_OTHER = "$TestDrive/LibGit2Sharp.dll" } {
            $source = '[assembly: System.Reflection.AssemblyVersion("0.26.0.0")] namespace LibGit2Sharp { public class Repository { } }'
            $null = Add-Type -TypeDefinition 'public class LoadsRoslyn { }'
            $compilation = [Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create(
                'LibGit2Sharp',
                [Microsoft.CodeAnalysis.SyntaxTree[]]@([Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText($source)),
                [Microsoft.CodeAnalysis.MetadataReference[]]@([Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile([object].Assembly.Location)),
                [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new('DynamicallyLinkedLibrary'))
            $stream = [IO.File]::Create($env:FLAM_TEST_OTHER)
            $written = $compilation.Emit($stream)
            $stream.Dispose()
            if (-not $written.Success) { throw "$($written.Diagnostics)" }
            [Reflection.Assembly]::LoadFrom($env:FLAM_TEST_OTHER).GetName().Version.ToString()

            Import-Module $env:FLAM_TEST_MODULE
            (Invoke-FlamTrain $env:FLAM_TEST_FOLDER -Force).State.ToString()
        }

        $lines | Should -Be '0.26.0.0', 'Trained'
    }

    It 'trains where the same version is loaded first, from elsewhere and without its native library' {
        $copy = [IO.Directory]::CreateDirectory("$TestDrive/copy").FullName
        Copy-Item "$(Get-FlamModulePath)/dependencies/LibGit2Sharp.dll" $copy
        $lines = Invoke-InChild -Variables @{ FLAM_TEST_FOLDER = "$TestDrive/beside"; FLAM_TEST_OTHER = "$copy/LibGit2Sharp.dll" } {
            $null = [Reflection.Assembly]::LoadFrom($env:FLAM_TEST_OTHER)
            Import-Module $env:FLAM_TEST_MODULE
            (Invoke-FlamTrain $env:FLAM_TEST_FOLDER -Force).State.ToString()
        }

        $lines | Should -Be 'Trained'
    }
}
