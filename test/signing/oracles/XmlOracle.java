import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.crypto.AlgorithmMethod;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.KeySelectorResult;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.URIDereferencer;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.TransformService;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * XML signatures and canonical forms as Java sees them: the JDK's own, and Apache Santuario's where it is in the class
 * path. One run takes many files. Standard input has one job a line, standard output one answer a line:
 *
 *   verify FILE BODY        ->  PROVIDER FILE true|false|reason      BODY: the octets of a reference outside FILE, or -
 *   canonical FILE METHOD   ->  PROVIDER FILE METHOD SHA-256 in hex of the canonical form
 */
public class XmlOracle {
  public static void main(String[] args) throws Exception {
    Map<String, Provider> providers = new LinkedHashMap<>();
    providers.put("jdk", java.security.Security.getProvider("XMLDSig"));
    try {
      Class<?> santuario = Class.forName("org.apache.jcp.xml.dsig.internal.dom.XMLDSigRI");
      providers.put("santuario", (Provider) santuario.getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException absent) {
      // The JDK's own answers alone.
    }
    String[] jobs = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
    StringBuilder answers = new StringBuilder();
    for (Map.Entry<String, Provider> entry : providers.entrySet()) {
      for (String job : jobs) {
        String[] words = job.split(" ");
        String answer = words[0].equals("verify")
            ? words[1] + " " + verify(words[1], words[2], entry.getValue())
            : words[1] + " " + words[2] + " " + canonical(words[1], words[2], entry.getValue());
        answers.append(entry.getKey()).append(' ').append(answer).append('\n');
      }
    }
    System.out.print(answers);
  }

  private static Document read(String file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new File(file));
  }

  private static String verify(String file, String body, Provider provider) {
    try {
      Document document = read(file);
      NodeList found = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
      DOMValidateContext context = new DOMValidateContext(new CertificateInSignature(), found.item(0));
      markIds(document.getDocumentElement(), context);
      XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM", provider);
      URIDereferencer inDocument = factory.getURIDereferencer();
      context.setURIDereferencer((reference, crypto) -> {
        String uri = reference.getURI();
        if (uri.isEmpty() || uri.startsWith("#") || body.equals("-")) return inDocument.dereference(reference, crypto);
        try {
          InputStream octets = new ByteArrayInputStream(Files.readAllBytes(Path.of(body)));
          return new OctetStreamData(octets);
        } catch (java.io.IOException missing) {
          throw new javax.xml.crypto.URIReferenceException(missing);
        }
      });
      return String.valueOf(factory.unmarshalXMLSignature(context).validate(context));
    } catch (Exception refused) {
      return String.valueOf(refused.getMessage()).replaceAll("\\s+", "_");
    }
  }

  private static void markIds(Element element, DOMValidateContext context) {
    if (element.hasAttribute("Id")) context.setIdAttributeNS(element, null, "Id");
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element) markIds((Element) child, context);
    }
  }

  private static String canonical(String file, String method, Provider provider) throws Exception {
    TransformService service = TransformService.getInstance(method, "DOM", provider);
    service.init((TransformParameterSpec) null);
    OctetStreamData input = new OctetStreamData(Files.newInputStream(Path.of(file)));
    OctetStreamData output = (OctetStreamData) service.transform(input, new javax.xml.crypto.dom.DOMCryptoContext() {});
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(output.getOctetStream().readAllBytes());
    return String.format("%064x", new java.math.BigInteger(1, digest));
  }

  /** Trusts the first certificate of the signature: whether it is the right one is not this program's question. */
  private static final class CertificateInSignature extends KeySelector {
    @Override
    public KeySelectorResult select(KeyInfo info, Purpose purpose, AlgorithmMethod method, XMLCryptoContext context) {
      for (Object content : info.getContent()) {
        if (!(content instanceof X509Data)) continue;
        for (Object item : ((X509Data) content).getContent()) {
          if (item instanceof X509Certificate) {
            Key key = ((X509Certificate) item).getPublicKey();
            return () -> key;
          }
        }
      }
      throw new IllegalStateException("no certificate");
    }
  }
}
