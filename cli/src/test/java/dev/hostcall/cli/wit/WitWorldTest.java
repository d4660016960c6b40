package dev.hostcall.cli.wit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Worlds in the form in which tools leave them in modules. */
public final class WitWorldTest {
    /** {@code shop.wit} as wit-component 0.219.1 encodes it. */
    private static final String ENCODED = """
            AGFzbQ0AAQAAGRZ3aXQtY29tcG9uZW50LWVuY29kaW5nBAAH8QcBQQIBQRQBQhcBbQIEcmVhZApyZWFkLXdyaXRlBAAEa2luZAMAAAFuAgRyZW
            FkBXdyaXRlBAAGYWNjZXNzAwACAWt5AW8CfnQBcAUBcgQDa2V5cwRsaXN0BAZhY2Nlc3MDBXBhaXJzBgQABWVudHJ5AwAHAXEDB25vdGhpbmcA
            AAR0ZXh0AXMABWVudHJ5AQgABAAFdmFsdWUDAAkBcH0EAAVieXRlcwMACwQAB3Nlc3Npb24DAQFpDQFAAQRuYW1lcwAOBAAUW2NvbnN0cnVjdG
            9yXXNlc3Npb24BDwFoDQFqAQoBAQFAAgRzZWxmEAFlCAARBAATW21ldGhvZF1zZXNzaW9uLnB1dAESAUAAAA4EABRbc3RhdGljXXNlc3Npb24u
            b3BlbgETAwAVYWNtZTpzaG9wL3R5cGVzQDEuMC4zBQACAwAABXZhbHVlAwAFdmFsdWUDAAECAwAABWVudHJ5AgMAAAdzZXNzaW9uAgMAAARraW
            5kAUIUAgMCAQMEAAVlbnRyeQMAAAIDAgEEBAAHc2Vzc2lvbgMAAgIDAgEFBAAEc29ydAMABAFoAwFwAQFAAgRsaWtlBgJieQUABwQABGZpbmQB
            CAFqAAABQAAACQQABWNsZWFyAQoBaQMBagABcwFAAQFzCwAMBAAHZHJvcC1pdAENAWoBdwABQAAADgQABHNpemUBDwMAFWFjbWU6c2hvcC9zdG
            9yZUAxLjAuMwUGAUICAUABBHRleHRzAQAEAANsb2cBAAMAE2FjbWU6bG9nL3NpbmtAMC4yLjEFBwFAAAB1AwADbm93AQgBQgIBQAEBeHoAegQA
            BXR3aWNlAQADAAdoZWxwZXJzBQkBcHMBQAEEYXJncwoAAgQAA3J1bgELAUIXAW0CBHJlYWQKcmVhZC13cml0ZQQABGtpbmQDAAABbgIEcmVhZA
            V3cml0ZQQABmFjY2VzcwMAAgFreQFvAn50AXAFAXIEA2tleXMEbGlzdAQGYWNjZXNzAwVwYWlycwYEAAVlbnRyeQMABwFxAwdub3RoaW5nAAAE
            dGV4dAFzAAVlbnRyeQEIAAQABXZhbHVlAwAJAXB9BAAFYnl0ZXMDAAsEAAdzZXNzaW9uAwEBaQ0BQAEEbmFtZXMADgQAFFtjb25zdHJ1Y3Rvcl
            1zZXNzaW9uAQ8BaA0BagEKAQEBQAIEc2VsZhABZQgAEQQAE1ttZXRob2Rdc2Vzc2lvbi5wdXQBEgFAAAAOBAAUW3N0YXRpY11zZXNzaW9uLm9w
            ZW4BEwQAFWFjbWU6c2hvcC90eXBlc0AxLjAuMwUMBAAWYWNtZTpzaG9wL3BsdWdpbkAxLjAuMwQACwwBAAZwbHVnaW4DAAAALwlwcm9kdWNlcn
            MBDHByb2Nlc3NlZC1ieQENd2l0LWNvbXBvbmVudAcwLjIxOS4x
            """;

    private static final int MUTATIONS = 20_000;

    /** The contents of a section. */
    public static byte[] encoded() {
        return Base64.getMimeDecoder().decode(ENCODED);
    }

    /** What they are in WIT. */
    public static String text() throws IOException {
        try (InputStream in = WitWorldTest.class.getResourceAsStream("shop.wit")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aWorldIsWrittenWithAllInterfacesThatItNames() throws IOException {
        assertThat(WitWorld.read(encoded())).isEqualTo(text());
    }

    @Test
    void whatIsNoWorldIsSaidToBeNone() {
        assertThatThrownBy(() -> WitWorld.read(new byte[0]))
                .isInstanceOf(UnreadableWorldException.class)
                .hasMessage("it is not a component in the version 13 of the binary format");
        assertThatThrownBy(() -> WitWorld.read(Arrays.copyOf(encoded(), 8)))
                .isInstanceOf(UnreadableWorldException.class)
                .hasMessage("it has no section of types");
        assertThatThrownBy(() -> WitWorld.read(Arrays.copyOf(encoded(), 500)))
                .isInstanceOf(UnreadableWorldException.class)
                .hasMessageContaining(" bytes where ");
    }

    @Test
    void damagedBytesAreRefusedOrReadAndNothingElse() {
        Random random = new Random(58);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = encoded();
            for (int k = random.nextInt(3); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(WitWorld.read(bytes)).startsWith("package ");
            } catch (UnreadableWorldException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, MUTATIONS - 1_000);
    }
}
