package shop;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class Shop {
    public static void main(String[] arguments) {
        System.exit(SpringApplication.exit(SpringApplication.run(Shop.class, arguments))); // closes the guests, too
    }

    @Bean
    CommandLineRunner total(Guests guests) {
        return arguments ->
                System.out.println("one of everything costs " + guests.run("total").join() + " cents");
    }
}
