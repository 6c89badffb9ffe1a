import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.logging.Logger;

/** Forwards GET requests to the base URL of the first argument. Its only telemetry is that of the Java agent. */
public class Proxy {
  private static final Logger log = Logger.getLogger("proxy");
  private static final HttpClient client = HttpClient.newHttpClient();

  public static void main(String[] args) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", exchange -> forward(exchange, URI.create(args[0])));
    server.start();
    System.out.println("port " + server.getAddress().getPort());
  }

  private static void forward(HttpExchange exchange, URI base) throws IOException {
    try (exchange) {
      HttpRequest request = HttpRequest.newBuilder(base.resolve(exchange.getRequestURI())).build();
      var response = client.send(request, BodyHandlers.ofByteArray());
      log.warning("forwarded " + exchange.getRequestURI().getPath());
      response.headers().firstValue("content-type")
          .ifPresent(type -> exchange.getResponseHeaders().set("content-type", type));
      byte[] body = response.body();
      exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
    }
  }
}
