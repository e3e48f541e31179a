% rebase("t03_base", title=f"Products: {q}")
<h1>Products: {{q}}</h1>
<ul>
% for product in products:
  <li class="product">{{q}} #{{product["n"]}} <b>{{product["price"]}}</b></li>
% end
</ul>
