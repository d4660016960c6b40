import java.util.zip.ZipFile

File jar = new File(basedir as File, 'target/shop-1.jar')

// Objects for both machines, made by the Clang that Maven got.
new ZipFile(jar).withCloseable { zip ->
    ['linux-x86-64', 'linux-aarch64'].each { machine ->
        def object = zip.getEntry("META-INF/hostcall/cart.wasm/${machine}.so")
        assert object != null : "no object for ${machine}"
        assert zip.getInputStream(object).getText('ISO-8859-1').contains('clang version 20.1.7')
    }
}

// As the page says, and where neither our compiler nor a C compiler is.
Process java = new ProcessBuilder("${System.getProperty('java.home')}/bin/java", '-jar', 'target/shop-1.jar')
        .directory(basedir as File).redirectErrorStream(true).with { builder ->
    builder.environment().put('PATH', '')
    builder.start()
}
String output = java.inputStream.text
assert output.contains('one of everything costs 449 cents') : output

// As docs/containers.md has it in an image.
Closure<String> run = { String script ->
    Process process = new ProcessBuilder('sh', script).directory(basedir as File).redirectErrorStream(true).with { builder ->
        String jdk = System.getProperty('java.home') + '/bin:'
        builder.environment().put('PATH', jdk + System.getenv('PATH'))
        builder.start()
    }
    String text = process.inputStream.text
    assert process.waitFor() == 0 : text
    return text
}
run('image.sh')
output = run('contained.sh')
if (output.startsWith('SKIPPED')) {
    println output
} else {
    assert output.contains('one of everything costs 449 cents') : output
}

assert new File(basedir as File, 'build.log').text.count('Tests run: 1, Failures: 0') >= 2
return true
