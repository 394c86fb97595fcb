BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Isolation' {
    It 'loads neither LibGit2Sharp nor Roslyn with the import' {
        $lines = Invoke-InChild {
            $loaded = { [AppDomain]::CurrentDomain.GetAssemblies().ForEach{ $_.GetName().Name } }
            $before = & $loaded
            Import-Module $env:FLAM_TEST_MODULE
            (& $loaded).Where{ $_ -notin $before } | Sort-Object
        }

        $lines | Should -Contain 'Flammable.PowerShell'
        $lines -match 'LibGit2Sharp|CodeAnalysis' | Should -BeNullOrEmpty
    }

    It 'loads LibGit2Sharp into a context of its own' {
        $null = New-TaskFolder "$TestDrive/context"
        $lines = Invoke-InChild -Variables @{ FLAM_TEST_FOLDER = "$TestDrive/context" } {
            Import-Module $env:FLAM_TEST_MODULE
            $null = Invoke-FlamTrain $env:FLAM_TEST_FOLDER
            $assembly = [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq 'LibGit2Sharp' }[0]
            [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assembly).Name
            (Split-Path (Split-Path $assembly.Location) -Leaf)
        }

        $lines | Should -Be 'Flammable', 'dependencies'
    }

    It 'loads nothing from the folder of flam, which has programs of other processes' {
        $null = New-TaskFolder "$TestDrive/apart"
        Set-Content "$TestDrive/apart.csv" 'x'
        $lines = Invoke-InChild -Variables @{ FLAM_TEST_FOLDER = "$TestDrive/apart" } {
            Import-Module $env:FLAM_TEST_MODULE
            $null = Invoke-FlamTrain $env:FLAM_TEST_FOLDER
            $null = Invoke-FlamEval "$env:FLAM_TEST_FOLDER.csv" -Path $env:FLAM_TEST_FOLDER
            $files = [AppDomain]::CurrentDomain.GetAssemblies().Where{ -not $_.IsDynamic }.Location
            @($files -like '*LibGit2Sharp.dll').Count
            $program = (Join-Path $env:FLAM_TEST_MODULE flam) + [IO.Path]::DirectorySeparatorChar
            @($files.Where{ $_.StartsWith($program) }).Count
            try { [Reflection.Assembly]::Load('Spectre.Console').Location } catch { 'not found' }
        }

        $lines | Should -Be '1', '0', 'not found'
    }

    It 'keeps no task assembly loaded, whether the runs end well or not' {
        $null = New-TaskFolder "$TestDrive/unloads"
        $null = New-TaskFolder "$TestDrive/fails" -Train 'throw new MyException("boom"); } public sealed class MyException(string text) : Exception(text); public void Unused() {'
        Set-Content "$TestDrive/sample.csv" 'x'
        $lines = Invoke-InChild -Variables @{ FLAM_TEST_FOLDER = "$TestDrive" } {
            Import-Module $env:FLAM_TEST_MODULE
            Set-Location $env:FLAM_TEST_FOLDER
            1..2 | ForEach-Object { $null = Invoke-FlamTrain ./unloads -Force }
            $null = Invoke-FlamTest ./unloads
            $null = Invoke-FlamEval ./sample.csv -Path ./unloads
            $null = Invoke-FlamTrain ./fails -ErrorAction SilentlyContinue
            "$($Error.Count) error: $($Error[0].Exception.ErrorType)"

            $deadline = [DateTime]::UtcNow.AddSeconds(30)
            do {
                [GC]::Collect(); [GC]::WaitForPendingFinalizers()
                $left = @([AppDomain]::CurrentDomain.GetAssemblies().Where{ try { $_.GetType('ToyTask') } catch { } }).Count
            } while ($left -gt 0 -and [DateTime]::UtcNow -lt $deadline)
            "$left left"
        }

        $lines | Should -Be '1 error: ToyTask+MyException', '0 left'
    }
}
