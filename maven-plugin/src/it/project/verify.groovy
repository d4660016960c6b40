import java.nio.file.Files
import java.util.zip.ZipFile

// The jar holds the module, an object for this machine at least, and what it was made of.
File jar = new File(basedir, 'target/app-1.jar')
String machine = System.getProperty('os.arch') == 'amd64' ? 'linux-x86-64' : 'linux-aarch64'
new ZipFile(jar).withCloseable { zip ->
    ['plugins/twice.wasm',
     "META-INF/hostcall/plugins/twice.wasm/${machine}.so",
     'META-INF/hostcall/plugins/twice.wasm/guest.properties'].each {
        assert zip.getEntry(it) != null : "${it} is missing in ${jar}"
    }
}

// The log tells what is inside.
assert new File(basedir, 'build.log').text.contains('export function twice')

// It runs where there is no compiler: neither ours nor a C compiler.
List<String> classPath = [jar.path]
['dev/hostcall/hostcall-runtime', 'dev/hostcall/hostcall-abi', 'net/java/dev/jna/jna'].each { artifact ->
    File found = null
    new File(localRepositoryPath as String, artifact).eachFileRecurse { file ->
        if (file.name ==~ /.*\d(-SNAPSHOT)?\.jar/) {
            found = file
        }
    }
    assert found != null : "no jar of ${artifact}"
    classPath << found.path
}
Process java = new ProcessBuilder("${System.getProperty('java.home')}/bin/java",
        '-cp', classPath.join(File.pathSeparator), 'app.Main').redirectErrorStream(true).with { builder ->
    builder.environment().put('PATH', '')
    builder.start()
}
String output = java.inputStream.text
assert output.contains('twice 21 is 42') : output
return true
