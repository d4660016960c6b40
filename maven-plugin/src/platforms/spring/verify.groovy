// From jars in a jar.
Process java = new ProcessBuilder("${System.getProperty('java.home')}/bin/java", '-jar', 'target/shop-1.jar')
        .directory(basedir as File).redirectErrorStream(true).with { builder ->
    builder.environment().put('PATH', '')
    builder.start()
}
String output = java.inputStream.text
assert output.contains('one of everything costs 449 cents') : output
return true
